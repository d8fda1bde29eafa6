using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Whose a skill is where nobody knows what became of a write that carried it: what is perhaps a person's is not removed.</summary>
public sealed class DoubtOwnershipTests
{
    private const string Spanish = "employee_id,skills\n001,Spanish:4\n";
    private const string BillingAndSpanish = "employee_id,skills\n001,Billing:3;Spanish:4\n";
    private const string Nothing = "employee_id,skills\n001,{empty}\n";
    private const string BillingByHand = """ "skills": {"Billing": 3} """;

    private static readonly DoubtCounts OneUnsettled = new(0, 0, 0, 1);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_skill_given_by_hand_after_a_removal_that_nobody_could_settle_is_not_removed_by_the_next_run(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);

        var report = await LeaveUnsettledAsync(world, Spanish);
        await world.Target.EditAsync("001", BillingByHand);

        Assert.Equal((RunStatus.Partial, OneUnsettled), (report.Summary.Status, report.Summary.Doubts.Counts));
        Assert.Contains(report.Summary.Findings, finding => finding.Rule == "user-forbidden" && finding.Message.Contains("counts as given by hand", StringComparison.Ordinal));
        await AssertSilentAsync(world, Spanish);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_skill_that_a_write_in_doubt_may_have_given_is_left_where_it_is_found_and_what_was_ours_before_is_removed(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, Spanish);

        var report = await LeaveUnsettledAsync(world, BillingAndSpanish);
        var next = await world.RunAsync(Nothing);

        Assert.Equal((RunStatus.Partial, OneUnsettled), (report.Summary.Status, report.Summary.Doubts.Counts));
        Assert.Equal((RunStatus.Converged, 1), (next.Summary.Status, next.Summary.Operations.SkillsRemoved));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_skill_given_by_hand_is_not_removed_for_a_removal_that_a_closed_run_left_open(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);
        await LeaveOpenAsync(world, Spanish, isApplied: true);
        await world.Target.FailAsync("user-forbidden:route=GET");

        var resumed = await world.ResumeAsync();
        await world.Target.FailAsync();
        await world.Target.EditAsync("001", BillingByHand);

        Assert.Equal((RunStatus.Partial, OneUnsettled), (resumed.Summary.Status, resumed.Summary.Doubts.Counts));
        await AssertSilentAsync(world, Spanish);
        await AssertSilentAsync(world, Spanish);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_skill_given_by_hand_is_not_ours_because_a_write_that_was_left_open_would_have_given_the_same(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, Spanish);
        await LeaveOpenAsync(world, BillingAndSpanish, isApplied: false);
        await world.Target.FailAsync();
        await world.Target.EditAsync("001", """ "skills": {"Billing": 3, "Spanish": 4} """);

        var resumed = await world.ResumeAsync();
        await world.RunAsync(Nothing);

        Assert.Equal((RunStatus.Converged, new DoubtCounts(1, 0, 0, 0)), (resumed.Summary.Status, resumed.Summary.Doubts.Counts));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [InlineData(TargetDialect.Guide, false)]
    [InlineData(TargetDialect.Guide, true)]
    [InlineData(TargetDialect.Genesys, false)]
    [InlineData(TargetDialect.Genesys, true)]
    public async Task A_skill_given_back_by_hand_after_a_removal_that_a_stopped_run_had_sent_is_left_by_whoever_goes_on_with_it_and_by_the_next_run(
        TargetDialect dialect, bool isGivenUp)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);
        var left = await LeaveOpenAsync(world, Spanish, isApplied: true);
        await world.Target.FailAsync();
        await world.Target.EditAsync("001", """ "skills": {"Billing": 3, "Spanish": 4} """);

        var ended = isGivenUp ? await world.AbandonAsync(left.Summary.Run) : await world.ResumeAsync();

        Assert.Equal((RunStatus.Partial, OneUnsettled), (ended.Summary.Status, ended.Summary.Doubts.Counts));
        Assert.Equal(0, ended.Summary.Difference?.Unexplained ?? 0);
        await AssertSilentAsync(world, Spanish);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task A_certification_given_back_by_hand_keeps_its_gating_skill_whoever_goes_on_with_the_run_that_took_both()
    {
        const string Certified = "employee_id,certifications\n001,PCI||2026-12-31\n";
        const string NotCertified = "employee_id,certifications\n001,{empty}\n";
        await using var world = await StartAsync(TargetDialect.Genesys, Certified);
        var reads = (await world.PlanAsync(NotCertified)).Summary.Requests.Reads;
        await world.Target.FailAsync("connection-closed:route=PATCH,applied=true,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1");
        world.IsDisturbed = true;
        var left = await world.RunAsync(NotCertified);
        world.Time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(("", ""), (await world.Target.SkillsOfAsync("001"), await world.Target.CertificationsOfAsync("001")));
        await world.Target.FailAsync();
        await world.Target.EditAsync("001", """ "skills": {"PCI_Gate": 5}, "certifications": {"PCI": true} """);

        var ended = await world.ResumeAsync();

        Assert.Equal((RunStatus.Interrupted, RunStatus.Partial, OneUnsettled), (left.Summary.Status, ended.Summary.Status, ended.Summary.Doubts.Counts));
        await AssertSilentAsync(world, NotCertified);
        Assert.Equal(("PCI_Gate=5", "PCI"), (await world.Target.SkillsOfAsync("001"), await world.Target.CertificationsOfAsync("001")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_run_has_taken_itself_before_it_was_stopped_is_no_skill_given_by_hand(bool isNextInDoubt)
    {
        await using var world = await StartAsync(TargetDialect.Genesys, "employee_id,skills\n001,Billing:3;Claims:2;Spanish:4\n");
        var reads = (await world.PlanAsync(Spanish)).Summary.Requests.Reads;
        await world.Target.FailAsync(isNextInDoubt
            ? ["connection-closed:route=DELETE,applied=true,skip=1,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1"]
            : ["too-many-requests:seconds=3600,route=DELETE,skip=1,times=1"]);
        world.IsDisturbed = true;
        var stopped = await world.RunAsync(Spanish);
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Interrupted, RunStatus.Converged), (stopped.Summary.Status, resumed.Summary.Status));
        Assert.Equal((1, 2), (resumed.Summary.Users.Changed, resumed.Summary.Operations.SkillsRemoved));
        Assert.DoesNotContain(resumed.Summary.Findings, finding => finding.Rule == "value-moved");
        Assert.Equal("Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task What_one_resume_has_left_for_somebody_the_next_one_leaves_as_well()
    {
        await using var world = await StartAsync(TargetDialect.Genesys, "employee_id,skills\n001,Billing:3;Claims:2;Spanish:4\n");
        await LeaveOpenAsync(world, Spanish, isApplied: true);
        var taken = (await world.Target.SkillsOfAsync("001")).Contains("Billing", StringComparison.Ordinal) ? "Claims=2" : "Billing=3";
        await world.Target.FailAsync("too-many-requests:seconds=3600,route=DELETE,times=1");
        await world.Target.EditAsync("001", """ "skills": {"Billing": 3, "Claims": 2} """);

        var first = await world.ResumeAsync();
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var second = await world.ResumeAsync();

        Assert.Equal((RunStatus.Interrupted, RunStatus.Partial), (first.Summary.Status, second.Summary.Status));
        Assert.Equal($"{taken}, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [InlineData(TargetDialect.Guide, true)]
    [InlineData(TargetDialect.Guide, false)]
    [InlineData(TargetDialect.Genesys, true)]
    [InlineData(TargetDialect.Genesys, false)]
    public async Task A_skill_that_somebody_edits_while_a_run_stands_still_is_theirs_whatever_the_run_has_to_do_with_it(TargetDialect dialect, bool isOfPlan)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);
        var source = isOfPlan ? "employee_id,skills\n001,Billing:5;Spanish:4\n" : "employee_id,skills\n001,Billing:3;Claims:2;Spanish:4\n";
        await world.Target.FailAsync("too-many-requests:seconds=3600,route=PATCH,times=1");
        world.IsDisturbed = true;
        await world.RunAsync(source);
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await world.Target.FailAsync();
        await world.Target.EditAsync("001", isOfPlan ? """ "skills": {"Billing": 5} """ : """ "skills": {"Billing": null} """);

        var resumed = await world.ResumeAsync();
        await world.Target.EditAsync("001", BillingByHand);
        await world.RunAsync(Spanish);

        Assert.Equal(RunStatus.Converged, resumed.Summary.Status);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_skill_that_somebody_takes_while_a_run_stands_still_is_theirs_to_give_back(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);
        await world.Target.FailAsync("too-many-requests:seconds=3600,route=PATCH,times=1", "too-many-requests:seconds=3600,route=DELETE,times=1");
        world.IsDisturbed = true;
        var stopped = await world.RunAsync(Spanish);
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await world.Target.EditAsync("001", """ "skills": {"Billing": null} """);
        await world.Target.FailAsync();

        var resumed = await world.ResumeAsync();
        await world.Target.EditAsync("001", BillingByHand);

        Assert.Equal((RunStatus.Interrupted, RunStatus.Converged), (stopped.Summary.Status, resumed.Summary.Status));
        await AssertSilentAsync(world, Spanish);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task What_a_write_carried_beside_what_is_left_for_somebody_stays_ours_where_it_is_sent_again()
    {
        await using var world = await StartAsync(TargetDialect.Guide, BillingAndSpanish);
        await LeaveOpenAsync(world, "employee_id,skills\n001,Billing:4\n", isApplied: false);
        await world.Target.FailAsync();

        var resumed = await world.ResumeAsync();
        await world.RunAsync(Nothing);

        Assert.Equal((RunStatus.Partial, OneUnsettled), (resumed.Summary.Status, resumed.Summary.Doubts.Counts));
        Assert.Equal("Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_a_stopped_run_leaves_in_doubt_is_told_alike_by_its_summary_and_its_record_and_settled_with_the_reason_that_it_had(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, Spanish);

        var left = Assert.Single((await LeaveOpenAsync(world, BillingAndSpanish, isApplied: true)).Summary.Doubts.Listed);
        var open = (await world.HistoryAsync()).Open!;
        var recorded = await world.WithEngineAsync(EngineMode.ReadOnly, engine => engine.ReadDoneAsync(open, TestContext.Current.CancellationToken));
        await world.Target.FailAsync();
        var resumed = await world.ResumeAsync();

        Assert.Equal(left, Assert.Single(recorded.Doubts.Listed));
        Assert.EndsWith(WriteDoubt.NotReadBack, left.Reason, StringComparison.Ordinal);
        Assert.False(left.IsPerhapsUnsent);
        Assert.Equal((left.Reason, DoubtResult.Applied), (Assert.Single(resumed.Summary.Doubts.Listed).Reason, resumed.Summary.Doubts.Listed[0].Result));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task History_tells_a_removal_that_a_run_left_open_as_perhaps_done_also_once_the_run_was_closed_without_a_read(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect, BillingAndSpanish);
        await LeaveOpenAsync(world, Spanish, isApplied: true);
        var left = Told(world);
        await world.Target.FailAsync("user-forbidden:route=GET");

        var closed = await world.ResumeAsync();

        Assert.Equal(RunStatus.Partial, closed.Summary.Status);
        Assert.All([left, Told(world)], told => Assert.Equal(("3", null), (told.From, told.To)));
    }

    private static TimelineChange Told(ContractWorld world) => Assert.Single(
        AgentRecall.Read(world.Options, TargetIdentity.Of(world.Options.Target), "001")!.Agents.Single().Timeline.KnownBy(Instant.MaxValue),
        change => change.Origin == TimelineOrigin.Perhaps);

    /// <summary>One person, who has been given what the source states.</summary>
    private static async Task<ContractWorld> StartAsync(TargetDialect dialect, string source)
    {
        var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync(source);
        return world;
    }

    // The one write is applied and never answered, and the read that should settle it is answered with 403.
    private static async Task<RunReport> LeaveUnsettledAsync(ContractWorld world, string source)
    {
        var before = (await world.Target.RequestsAsync()).Count;
        await world.PlanAsync(source);
        var reads = (await world.Target.RequestsAsync()).Skip(before).Count(request => request.User is not null);
        await world.Target.FailAsync([.. Lost(isApplied: true), $"user-forbidden:route=GET,skip={reads}"]);
        world.IsDisturbed = true;
        var report = await world.RunAsync(source);
        await world.Target.FailAsync();
        world.IsDisturbed = false;
        return report;
    }

    // The one write is never answered, and the read that should settle it meets a pause that ends the process.
    private static async Task<RunReport> LeaveOpenAsync(ContractWorld world, string source, bool isApplied)
    {
        var reads = (await world.PlanAsync(source)).Summary.Requests.Reads;
        await world.Target.FailAsync([.. Lost(isApplied), $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1"]);
        world.IsDisturbed = true;
        var interrupted = await world.RunAsync(source);
        world.Time.Pass(TimeSpan.FromHours(1));

        Assert.Equal((RunStatus.Interrupted, OneUnsettled), (interrupted.Summary.Status, interrupted.Summary.Doubts.Counts));
        return interrupted;
    }

    private static string[] Lost(bool isApplied) =>
    [
        $"connection-closed:route=PATCH,applied={(isApplied ? "true" : "false")},times=1",
        $"connection-closed:route=DELETE,applied={(isApplied ? "true" : "false")},times=1",
    ];

    private static async Task AssertSilentAsync(ContractWorld world, string source)
    {
        var next = await world.RunAsync(source);
        Assert.Equal((RunStatus.Converged, 0), (next.Summary.Status, next.Summary.Requests.Writes));
    }
}
