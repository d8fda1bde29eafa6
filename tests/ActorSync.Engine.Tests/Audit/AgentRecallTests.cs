using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Engine.Tests.Audit;

public sealed class AgentRecallTests
{
    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Each_value_names_who_put_it_there_and_a_late_correction_leaves_alone_what_was_known(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("VIP", 4)), Seeds.User("002")]);
        var first = await world.RunAsync("employee_id,skills,certifications\n001,Billing:3,FirstAid||2027-01-15\n");
        Assert.Equal(ExitCode.Done, first.ExitCode);
        var (noon, then) = (Now(world), Read(world, "001"));
        world.Time.Pass(TimeSpan.FromDays(1));
        await world.Target.EditAsync("001", """ "skills": {"Claims": 2} """);
        world.Time.Pass(TimeSpan.FromDays(9));
        var second = await world.RunAsync("employee_id,skills,certifications\n001,Billing:4,FirstAid||2026-03-01\n", accept: "late correction");
        Assert.Equal(ExitCode.Done, second.ExitCode);

        var found = Read(world, "001");
        var timeline = Assert.Single(found.Agents).Timeline;

        // What was known then is what it was before the second run.
        Assert.Equal(Assert.Single(then.Agents).Timeline.KnownBy(noon), timeline.KnownBy(noon));
        var held = timeline.KnownBy(noon);
        Assert.Contains(held, change => change is { To: "4", Origin: TimelineOrigin.Found, After: null });
        var billing = Assert.Single(held, change => change is { To: "3", Origin: TimelineOrigin.Written });
        Assert.Equal((OperationCause.Stated, first.Summary.Run, 2), (billing.Cause, billing.Run, billing.Row?.Line));
        Assert.Equal("people.csv", found.Runs.Find(billing.Run!.Value)!.FileOf(billing.Row!.Value));
        Assert.Single(held, change => change.Kind == ValueKind.Certification);

        // The edit may have been made at any time since the last sight, and the expiry was corrected for an instant long past.
        var edit = Assert.Single(timeline.LearntAfter(noon));
        Assert.Equal(("2", TimelineOrigin.Elsewhere), (edit.To, edit.Origin));
        Assert.True(edit.After <= noon && edit.By > noon, edit.ToString());
        var correction = Assert.Single(timeline.CorrectedAfter(noon));
        Assert.True(correction.KnownAt > noon && correction.Before!.Holds(noon) && !correction.Now!.Holds(noon), correction.ToString());
        Assert.Empty(timeline.CorrectedAfter(Now(world)));
    }

    [Fact]
    public async Task Nobody_is_found_by_an_id_that_the_journal_does_not_know()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        Assert.Null(AgentRecall.Read(world.Options, TargetIdentity.Of(world.Options.Target), "001"));
        await world.RunAsync("employee_id,skills\n001,Billing:3\n");

        Assert.Empty(Read(world, "999").Agents);
        Assert.Single(Read(world, "001").Agents);
    }

    private static Instant Now(ContractWorld world) => world.Time.GetUtcNow().ToInstant();

    private static AgentHistories Read(ContractWorld world, string employee) =>
        AgentRecall.Read(world.Options, TargetIdentity.Of(world.Options.Target), employee)!;
}
