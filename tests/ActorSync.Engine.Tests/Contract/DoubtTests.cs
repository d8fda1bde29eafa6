using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Answers that never come: what was written is found out by a read, said in the report, and never written twice blindly.</summary>
public sealed class DoubtTests
{
    private const string OnePerson = "employee_id,skills\n001,Billing:3\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Writes_that_were_applied_and_then_lost_leave_everybody_right_and_are_each_read_before_the_next_write(TargetDialect dialect)
    {
        const int people = 60;
        var numbers = Enumerable.Range(1, people).Select(number => $"{number:000}").ToList();
        await using var world = await ContractWorld.StartAsync(dialect, numbers.Select(number => Seeds.User(number, ("Claims", 2))));
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        world.Guard = world.Guard with { MaxRemovalsPercent = 100 };
        await world.Target.FailAsync([.. Lost("PATCH"), .. Lost("DELETE")]);
        world.IsDisturbed = true;

        var report = await world.RunAsync(
            "employee_id,skills,certifications\n" + string.Concat(numbers.Select(number => $"{number},Billing:3;Spanish:4,FirstAid||2026-12-31\n")));

        var requests = await world.Target.RequestsAsync();
        var lost = requests.Count(IsLost);
        Assert.Equal((RunStatus.Converged, people), (report.Summary.Status, report.Summary.Users.Changed));
        Assert.InRange(lost, 1, int.MaxValue);
        Assert.Equal(new DoubtCounts(lost, 0, 0, 0), report.Summary.Doubts.Counts);
        Assert.Equal(lost, report.Summary.Requests.Ambiguous);
        Assert.Equal((report.Summary.Requests.Sent - report.Summary.Forecast, 0), (report.Summary.Difference!.Total, report.Summary.Difference.Unexplained));
        AssertEachLostWriteIsReadBeforeTheNext(requests);
        foreach (var number in numbers)
        {
            Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync(number));
        }

        await world.Target.FailAsync();
        Assert.Equal(0, (await world.RunAsync(
            "employee_id,skills,certifications\n" + string.Concat(numbers.Select(number => $"{number},Billing:3;Spanish:4,FirstAid||2026-12-31\n")))).Summary.Requests.Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_lost_answer_whose_write_a_read_does_not_show_yet_is_not_written_twice(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync("server-error:status=504,route=PATCH,applied=true,times=1", "read-after-write-lag:seconds=1");
        world.IsDisturbed = true;

        var report = await world.RunAsync(OnePerson);

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(1, report.Summary.Requests.Writes);
        var doubt = Assert.Single(report.Summary.Doubts.Listed);
        Assert.Equal(("001", DoubtResult.Applied, "the target answered 504"), (doubt.Employee, doubt.Result, doubt.Reason));
        Assert.StartsWith("giving skill ", doubt.Wrote, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_write_that_was_lost_before_it_was_applied_is_written_again_and_said_so(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync("connection-closed:route=PATCH,times=1");
        world.IsDisturbed = true;

        var report = await world.RunAsync(OnePerson);

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(2, report.Summary.Requests.Writes);
        Assert.Equal(new DoubtCounts(0, 1, 0, 0), report.Summary.Doubts.Counts);
        AssertEachLostWriteIsReadBeforeTheNext(await world.Target.RequestsAsync());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_body_applied_in_part_is_settled_in_part_and_the_rest_is_written(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync("bulk-applied-in-part:status=500,times=1");
        world.IsDisturbed = true;

        var report = await world.RunAsync("employee_id,skills\n001,Billing:3;Spanish:4\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(new DoubtCounts(0, 0, 1, 0), report.Summary.Doubts.Counts);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Every_write_in_doubt_counts_as_ambiguous_whoever_came_to_doubt_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await world.Target.FailAsync("bulk-applied-in-part:times=1", "server-error:status=500,route=PATCH,skip=1,times=1");
        world.IsDisturbed = true;

        var summary = (await world.RunAsync("employee_id,skills\n001,Billing:3;Spanish:4\n002,Billing:3;Spanish:4\n")).Summary;

        Assert.Equal(RunStatus.Converged, summary.Status);
        Assert.InRange(summary.Doubts.Counts.Total, 1, 2);
        Assert.Equal(summary.Doubts.Counts.Total, summary.Requests.Ambiguous);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_doubt_that_an_interrupted_run_leaves_is_unsettled_until_a_resume_settles_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        var reads = (await world.PlanAsync(OnePerson)).Summary.Requests.Reads;
        await world.Target.FailAsync("connection-closed:route=PATCH,applied=true,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1");
        world.IsDisturbed = true;
        var interrupted = await world.RunAsync(OnePerson);
        world.Time.Pass(TimeSpan.FromHours(1));

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Interrupted, new DoubtCounts(0, 0, 0, 1)), (interrupted.Summary.Status, interrupted.Summary.Doubts.Counts));
        Assert.Equal((RunStatus.Converged, new DoubtCounts(1, 0, 0, 0)), (resumed.Summary.Status, resumed.Summary.Doubts.Counts));
        var kept = SummaryJson.Read((await world.HistoryAsync()).Latest!.End!.Summary);
        Assert.Equal(resumed.Summary.Doubts, kept.Doubts);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Doubts_that_were_settled_before_an_interruption_are_still_told_after_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        const string source = "employee_id,skills\n001,Billing:3\n002,Billing:3\n";
        await world.Target.FailAsync("server-error:status=502,applied=true,route=PATCH,times=1", "too-many-requests:seconds=3600,route=PATCH,skip=1,times=1");
        world.IsDisturbed = true;
        var interrupted = await world.RunAsync(source);
        world.Time.Pass(TimeSpan.FromHours(1));

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Interrupted, new DoubtCounts(1, 0, 0, 0)), (interrupted.Summary.Status, interrupted.Summary.Doubts.Counts));
        Assert.Equal((RunStatus.Converged, 1), (resumed.Summary.Status, resumed.Summary.ResumedCount));
        Assert.Equal(interrupted.Summary.Doubts, resumed.Summary.Doubts);
    }

    private static string[] Lost(string verb) =>
    [
        $"server-error:status=500,applied=true,probability=0.05,route={verb}",
        $"server-error:status=502,applied=true,probability=0.05,route={verb}",
        $"server-error:status=504,applied=true,probability=0.05,route={verb}",
        $"connection-closed:applied=true,probability=0.05,route={verb}",
    ];

    private static bool IsLost(ReceivedRequest request) => request is { IsWrite: true, Status: 0 or >= 500 };

    private static void AssertEachLostWriteIsReadBeforeTheNext(IEnumerable<ReceivedRequest> requests)
    {
        foreach (var user in requests.Where(request => request.User is not null).GroupBy(request => request.User))
        {
            var inDoubt = false;
            DateTimeOffset? free = null;
            foreach (var request in user)
            {
                Assert.False(request.IsWrite && inDoubt, $"{request.Path} was written while the write before it was in doubt.");
                Assert.False(request.ReceivedAt < free, $"{request.Path} came while another request for that user was under way.");
                inDoubt = request.IsWrite ? IsLost(request) : inDoubt && request.Status != 200;
                free = request.AnsweredAt ?? free;
            }
        }
    }
}
