using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunPhasesTests : CoordinatorTest
{
    [Fact]
    public async Task A_run_observes_decides_and_converges_in_this_order()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        var decided = await FixAsync();
        Converge(await ConvergingAsync());
        var ended = await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal([RunPhase.Observing, RunPhase.Deciding, RunPhase.Converging, RunPhase.Ended], Progress.Select(progress => progress.Phase).Distinct());
        Assert.Equal([typeof(RunEvent.SourceAccepted), typeof(RunEvent.Counted), typeof(RunEvent.Decided)], decided.Events.Select(happened => happened.GetType()));
        Assert.Equal([typeof(RunEvent.Counted), typeof(RunEvent.Closed)], ended.Events.Select(happened => happened.GetType()));
        Assert.Equal((RunStatus.Converged, false, null), (ending.Summary.Status, ending.IsOpen, ending.Failure));
        Assert.Equal(new UserCounts(1, 1, 0, 0, 0, 0), ending.Summary.Users);
        Assert.Equal(1, ending.Summary.Operations.SkillsAdded);
        Assert.Equal((1, 1, 1), (ending.Summary.Requests.Sent, ending.Summary.Forecast, ending.Summary.WritesLowerBound));
    }

    [Fact]
    public async Task What_was_sent_in_vain_before_everybody_was_decided_is_not_still_to_come()
    {
        SentBefore = SentBefore with { Reads = 5, Throttled = 2, Retried = 1, InVain = 3 };
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        await FixAsync();
        await ConvergingAsync();

        var toCome = Progress.Last(progress => progress.Phase == RunPhase.Converging).Foreseen!;
        var decided = GatewayFigures.Of(SentBefore);
        Assert.Equal((1, 1, 0), (toCome.Needed, toCome.ToComeAfter(decided, unfinished: 0, waiting: 0), toCome.ToComeAfter(decided with { Writes = decided.Writes + 1 }, unfinished: 0, waiting: 0)));
    }

    [Fact]
    public async Task The_plan_is_kept_before_anybody_converges()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var kept = new TaskCompletionSource<PlanDocument>();
        KeepPlan = _ =>
        {
            asked.SetResult();
            return kept.Task;
        };
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        await asked.Task.WaitAsync(Cancel);
        await SettleAsync();

        Assert.False(Partitions.HasMessages);
        kept.SetResult(Assert.Single(Kept));

        await FixAsync();
        await ConvergingAsync();
        Assert.Equal(RunStatus.Planned, Kept[0].Summary.Status);
    }

    [Fact]
    public async Task No_more_people_than_the_window_has_room_for_are_decided_at_once()
    {
        await StartAsync(Job(RunKind.Run, Reading(6)));
        Observe(6);
        var first = await Partitions.ExpectMsgAsync<PartitionMessage.DecidePerson>(cancellationToken: Cancel);
        await ToldAsync(3);
        await SettleAsync();
        Assert.False(Partitions.HasMessages);

        Coordinator.Tell(Decided(0, []), Partitions);

        Assert.Equal(Id(0), first.User);
        Assert.Equal(Id(4), (await Partitions.ExpectMsgAsync<PartitionMessage.DecidePerson>(cancellationToken: Cancel)).User);
    }

    [Fact]
    public async Task The_first_user_converges_alone_and_then_a_window_full()
    {
        await StartAsync(Job(RunKind.Run, Reading(6)));
        Observe(6);
        await DecideAsync(6, GiveBilling);
        await FixAsync();
        var first = await ConvergingAsync();
        await SettleAsync();
        Assert.False(Partitions.HasMessages);

        Converge(first);

        var next = await ToldAsync(4);
        await SettleAsync();
        Assert.All(next, message => Assert.IsType<PartitionMessage.ConvergeUser>(message));
        Assert.False(Partitions.HasMessages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_most_urgent_users_converge_first_and_equals_as_they_were_decided(bool isResumed)
    {
        ImmutableArray<ImmutableArray<Operation>> operations = [GiveBilling, TakeSpanish, GiveBilling, [.. GiveBilling, .. TakeSpanish]];
        var plan = new PlanDocument("plan", Noon, "target", "hash", Hris, Planning(users: 4), [.. operations.Select((of, number) => Planned(number, of))]);
        await StartAsync(isResumed ? Job(RunKind.Resume, plan: plan) : Job(RunKind.Run, Reading(4)));
        Observe([.. plan.Users.Select((planned, number) => new PersonInScope(isResumed ? null : Person(number), isResumed ? planned : null, User(number)))]);
        await ToldAsync(4);
        foreach (var number in (int[])[2, 1, 0, 3])
        {
            Coordinator.Tell(Decided(number, operations[number]), Partitions);
        }

        await FixAsync();
        var first = await ConvergingAsync();
        Converge(first);

        Assert.Equal([Id(1), Id(3), Id(2), Id(0)], [first, await ConvergingAsync(), await ConvergingAsync(), await ConvergingAsync()]);
    }

    [Fact]
    public async Task Nothing_converges_when_the_guard_holds()
    {
        Services = Services with { Guard = new GuardLimits(MaxRemovals: 1) };
        await StartAsync(Job(RunKind.Run, Reading(2)));
        Observe(2);
        await DecideAsync(2, TakeSpanish);
        var ended = await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal(RunStatus.Held, Assert.IsType<RunEvent.Closed>(ended.Events[^1]).Status);
        Assert.Equal((RunStatus.Held, GuardOutcome.Hold, false), (ending.Summary.Status, ending.Summary.Guard.Outcome, ending.IsOpen));
        Assert.Equal(new UserCounts(2, 0, 0, 0, 2, 0), ending.Summary.Users);
        Assert.False(Partitions.HasMessages);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task A_plan_records_nothing_and_converges_nobody()
    {
        await StartAsync(Job(RunKind.Plan, Reading(2)));
        Observe(2);
        await DecideAsync(2, GiveBilling);
        var ending = await EndedAsync();

        Assert.Equal((RunStatus.Planned, false), (ending.Summary.Status, ending.IsOpen));
        Assert.Equal(new UserCounts(2, 2, 0, 0, 0, 0), ending.Summary.Users);
        Assert.Equal(2, ending.Plan.Length);
        Assert.False(Partitions.HasMessages);
        Assert.False(RunLog.HasMessages);
    }

    [Fact]
    public async Task Nobody_in_scope_is_converged_at_once()
    {
        await StartAsync(Job(RunKind.Run, Reading(0)));
        Observe(0);
        await FixAsync();
        await RecordedAsync();

        Assert.Equal(RunStatus.Converged, (await EndedAsync()).Summary.Status);
    }

    [Fact]
    public async Task The_requests_are_counted_in_the_log_each_time_that_so_many_users_are_done()
    {
        const int users = RunMachine.UsersPerCount + 1;
        await StartAsync(Job(RunKind.Run, Reading(users)));
        Observe(users);
        await DecideAsync(users, GiveBilling);
        await FixAsync();
        for (var number = 0; number < RunMachine.UsersPerCount; number++)
        {
            Converge(await ConvergingAsync());
        }

        var counted = await RecordedAsync();
        Converge(await ConvergingAsync());
        var ended = await RecordedAsync();

        Assert.Equal(RunMachine.UsersPerCount, Assert.IsType<RunEvent.Counted>(Assert.Single(counted.Events)).Requests.Writes);
        Assert.Equal(1, Assert.IsType<RunEvent.Counted>(ended.Events[0]).Requests.Writes);
        Assert.Equal(users, (await EndedAsync()).Summary.Requests.Writes);
    }

    [Fact]
    public async Task The_end_is_told_only_when_the_log_has_it()
    {
        await StartAsync(Job(RunKind.Run, Reading(RunMachine.UsersPerCount)));
        Observe(RunMachine.UsersPerCount);
        await DecideAsync(RunMachine.UsersPerCount, GiveBilling);
        await FixAsync();
        for (var number = 0; number < RunMachine.UsersPerCount; number++)
        {
            Converge(await ConvergingAsync());
        }

        // The last user is also the one at which the requests are counted: two records are under way.
        await RecordedAsync();
        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        await SettleAsync();
        Assert.False(HasMessages);

        Coordinator.Tell(new RunEventsRecorded(RunHistory.Empty), RunLog);
        Assert.Equal(RunStatus.Converged, (await EndedAsync()).Summary.Status);
    }

    [Fact]
    public async Task Somebody_whom_an_earlier_process_had_finished_is_not_decided_again()
    {
        var plan = new PlanDocument("plan", Noon, "target", "hash", Hris, Planning(users: 2), [Planned(0, GiveBilling), Planned(1, GiveBilling)]);
        await StartAsync(Job(RunKind.Resume, plan: plan), new FinishedUser(Id(0), UserResult.Changed, new OperationCounts(1, 0, 0, 0, 0)));
        Observe([.. plan.Users.Select((planned, number) => new PersonInScope(null, planned, User(number)))]);

        var asked = await Partitions.ExpectMsgAsync<PartitionMessage.DecidePlanned>(cancellationToken: Cancel);
        Coordinator.Tell(Decided(1, GiveBilling), Partitions);
        await FixAsync();
        Converge(await ConvergingAsync());
        await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal(Id(1), asked.Planned.User);
        Assert.Equal(new UserCounts(2, 2, 0, 0, 0, 0), ending.Summary.Users);
        Assert.Equal(2, ending.Summary.Operations.SkillsAdded);
    }

    [Fact]
    public async Task Somebody_changed_before_an_interruption_is_changed_although_nothing_is_left_to_do()
    {
        var plan = new PlanDocument("plan", Noon, "target", "hash", Hris, Planning(users: 1), [Planned(0, GiveBilling)]);
        await StartAsync(Job(RunKind.Resume, plan: plan), new FinishedUser(Id(0), null, new OperationCounts(1, 0, 0, 0, 0)));
        Observe([new PersonInScope(null, plan.Users[0], User(0))]);
        await Partitions.ExpectMsgAsync<PartitionMessage.DecidePlanned>(cancellationToken: Cancel);
        Coordinator.Tell(Decided(0, []) with { Finished = UserResult.Changed }, Partitions);
        await FixAsync();
        await RecordedAsync();

        var summary = (await EndedAsync()).Summary;
        Assert.Equal((new UserCounts(1, 1, 0, 0, 0, 0), 1), (summary.Users, summary.Operations.Total));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task It_is_what_the_last_process_left_open_that_goes_ahead_only_where_nobody_is_more_urgent(int inDoubt, bool settlesAhead)
    {
        Known = [new LedgerPerson(Id(inDoubt), AgentLedger.Empty with { Employee = Employee(inDoubt) }, null, GiveBilling)];
        var plan = new PlanDocument("plan", Noon, "target", "hash", Hris, Planning(users: 2), [Planned(0, TakeSpanish), Planned(1, GiveBilling)]);
        await StartAsync(Job(RunKind.Resume, plan: plan));
        Observe([.. plan.Users.Select((planned, number) => new PersonInScope(null, planned, User(number)))]);
        await ToldAsync(2);
        Coordinator.Tell(Decided(0, TakeSpanish), Partitions);
        Coordinator.Tell(Decided(1, GiveBilling), Partitions);
        await FixAsync();
        var first = await ConvergingAsync();
        await SettleAsync();
        var ahead = Progress[^1];
        Converge(first);
        await ConvergingAsync();
        await SettleAsync();
        var after = Progress[^1];

        Assert.Equal((1, settlesAhead), (ahead.LeftOpen, ahead.SettlesAhead));
        Assert.Equal((settlesAhead ? 0 : 1, false), (after.LeftOpen, after.SettlesAhead));
    }

    [Fact]
    public async Task What_was_left_open_of_somebody_who_cannot_be_decided_is_no_longer_to_be_settled_and_stays_in_doubt()
    {
        Known = [new LedgerPerson(Id(0), AgentLedger.Empty with { Employee = Employee(0) }, null, GiveBilling)];
        var plan = new PlanDocument("plan", Noon, "target", "hash", Hris, Planning(users: 1), [Planned(0, GiveBilling)]) with { Summary = Planning(users: 1) with { Users = UserCounts.None } };
        await StartAsync(Job(RunKind.Resume, plan: plan));
        Observe([new PersonInScope(null, plan.Users[0], User(0))]);
        await ToldAsync(1);
        Coordinator.Tell(new PartitionReply.PersonDecided(Id(0), null, null, [], RequestsForeseen.None, new UserProblem("user-unreadable", "no such user"), null), Partitions);
        await FixAsync();
        await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal([1, 0], Progress.Where(progress => progress.Phase is RunPhase.Deciding or RunPhase.Converging).Select(progress => progress.LeftOpen).Distinct());
        Assert.Equal(1, ending.Summary.Doubts.Counts.Unsettled);
    }

    private static RunSummary Planning(int users) => new(
        Run, RunStatus.Planned, SourceMode.Partial, RowCounts.None, 0, new UserCounts(users, users, 0, 0, 0, 0), OperationCounts.None, RequestCounts.None, users, users, GuardVerdict.Pass, [], Noon, Noon, 0);
}
