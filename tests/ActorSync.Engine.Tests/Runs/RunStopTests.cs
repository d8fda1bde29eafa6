using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using Akka.Actor;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunStopTests : CoordinatorTest
{
    private static readonly RunMessage.Stop Stop = new(new RunStop.Interrupted(null));

    [Fact]
    public async Task Before_the_start()
    {
        Coordinator = Sys.ActorOf(Props.Create<RunCoordinator>(Services));
        Coordinator.Tell(Stop);
        Coordinator.Tell(new RunMessage.Start(Job(RunKind.Run, Reading(1))), TestActor);
        await RecoverAsync();

        await InterruptedAsync();
        await GatewayProbe.FishForMessageAsync(message => message is StopGateway, cancellationToken: Cancel);
    }

    [Fact]
    public async Task While_observing()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Coordinator.Tell(Stop);

        await InterruptedAsync();
        Assert.True(StopObserving.IsCancellationRequested);
    }

    [Fact]
    public async Task While_a_resumed_run_observes_leaves_it_as_the_last_process_left_it()
    {
        var plan = new PlanDocument(
            "plan", Noon, "target", "hash", Hris, PlanSamples.Summary with { Users = new UserCounts(9, 3, 4, 0, 2, 0), Rows = RowCounts.None, Forecast = 118 },
            [Planned(0, GiveBilling), Planned(1, GiveBilling), Planned(2, GiveBilling)]);
        await StartAsync(
            Job(RunKind.Resume, plan: plan),
            new FinishedUser(Id(0), UserResult.Changed, new OperationCounts(1, 0, 0, 0, 0)),
            new FinishedUser(Id(1), null, new OperationCounts(0, 1, 0, 0, 0)));
        Coordinator.Tell(Stop);

        var summary = (await InterruptedAsync()).Summary;
        Assert.Equal(new UserCounts(9, 1, 4, 2, 2, 0), summary.Users);
        Assert.Equal(new OperationCounts(1, 1, 0, 0, 0), summary.Operations);
        Assert.Equal(118, summary.Forecast);
    }

    [Fact]
    public async Task While_a_resumed_run_decides_leaves_those_who_were_done_as_the_journal_says()
    {
        var plan = new PlanDocument(
            "plan", Noon, "target", "hash", Hris, PlanSamples.Summary with { Users = new UserCounts(11, 8, 2, 0, 1, 0), Rows = RowCounts.None, Forecast = 118 },
            [.. Enumerable.Range(0, 8).Select(number => Planned(number, GiveBilling))]);
        await StartAsync(
            Job(RunKind.Resume, plan: plan),
            new FinishedUser(Id(0), null, new OperationCounts(0, 1, 0, 0, 0)),
            new FinishedUser(Id(6), UserResult.Changed, new OperationCounts(1, 0, 0, 0, 0)),
            new FinishedUser(Id(7), UserResult.Changed, new OperationCounts(1, 0, 0, 0, 0)));
        Observe([.. plan.Users.Select((planned, number) => new PersonInScope(null, planned, User(number)))]);
        await ToldAsync(4);
        Coordinator.Tell(Stop);
        for (var number = 0; number < 4; number++)
        {
            Coordinator.Tell(Decided(number, GiveBilling), Partitions);
        }

        var summary = (await InterruptedAsync()).Summary;
        Assert.Equal(new UserCounts(11, 2, 2, 6, 1, 0), summary.Users);
        Assert.Equal(new OperationCounts(2, 1, 0, 0, 0), summary.Operations);
        Assert.Equal(118, summary.Forecast);
    }

    [Fact]
    public async Task Before_anybody_is_settled_counts_what_an_earlier_process_left_open_as_doubts_that_are_not_settled()
    {
        Known = [.. Enumerable.Range(1, 3).Select(number => new LedgerPerson(Id(number), AgentLedger.Empty with { Employee = Employee(number) }, null, GiveBilling))];
        var before = new WriteDoubt(1, GiveBilling, "the target answered 502", DoubtResult.NotApplied, Noon);
        var plan = new PlanDocument(
            "plan", Noon, "target", "hash", Hris, PlanSamples.Summary with { Users = UserCounts.None, Rows = RowCounts.None }, [.. Enumerable.Range(0, 4).Select(number => Planned(number, GiveBilling))]);
        await StartAsync(
            Job(RunKind.Resume, plan: plan) with { RequestsBefore = RequestCounts.None with { Writes = 1, Ambiguous = 1 } },
            new FinishedUser(Id(0), null, OperationCounts.None) { Doubts = DoubtLog.None.Add(before) });
        Coordinator.Tell(new RunMessage.Stop(new RunStop.CredentialsRefused("wrong secret")));

        var last = await RecordedAsync();
        var summary = (await EndedAsync()).Summary;
        Assert.Equal(new DoubtCounts(0, 1, 0, 3), summary.Doubts.Counts);
        Assert.Equal((1, 1), (summary.Requests.Writes, summary.Requests.Ambiguous)); // Of those left open nobody knows yet whether they were sent.
        Assert.Equal(3, summary.Doubts.Listed.Count(doubt => doubt.Result == DoubtResult.Unsettled));
        Assert.Equal(RequestCounts.None, Assert.IsType<RunEvent.Counted>(last.Events[0]).Requests);
        Assert.Equal("credentials-refused", summary.Findings[^1].Rule);
    }

    [Fact]
    public async Task After_an_earlier_process_is_proven_to_have_written_books_its_writes_on_it_and_tells_the_partitions_since_when_they_are_in_doubt()
    {
        var (hour, killedAt) = (Duration.FromHours(1), Noon - Duration.FromMinutes(59));
        var before = RunHistory.Empty
            .Evolve(new RunEvent.Opened(Run, "run", Hris, ["people.csv"], "hash", string.Empty, string.Empty, Noon - hour))
            .Evolve(new RunEvent.Counted(Run, RequestCounts.None) { By = new AtWork(Noon - hour, killedAt) });
        var plan = new PlanDocument(
            "plan", Noon, "target", "hash", Hris, PlanSamples.Summary with { Users = UserCounts.None, Rows = RowCounts.None }, [Planned(0, GiveBilling)]);
        Coordinator = Sys.ActorOf(Props.Create<RunCoordinator>(Services));
        Coordinator.Tell(
            new RunMessage.Start(Job(RunKind.Resume, plan: plan) with { StartedAt = Noon - hour, BeganAt = Noon, Before = before.Find(Run)!.Times, ResumedCount = 1 }), TestActor);
        var begin = (PartitionMessage.BeginRun)Partitions.ExpectMsg<object>(cancellationToken: Cancel);
        Coordinator.Tell(
            new PartitionReply.RunBegun(0, [], [new FinishedUser(Id(0), UserResult.Changed, new OperationCounts(1, 0, 0, 0, 0)) { WritesApplied = 1 }]), Partitions);
        for (var number = 1; number < Partitioning.Partitions; number++)
        {
            Coordinator.Tell(new PartitionReply.RunBegun(number, [], []), Partitions);
        }

        Coordinator.Tell(Stop);
        var recorded = await RecordedAsync();
        await EndedAsync();

        var stopped = recorded.Events.Aggregate(before, (history, next) => history.Evolve(next)).Find(Run)!;
        Assert.Equal((killedAt, killedAt), (begin.LeftAt, stopped.Times!.LeftAt));
        Assert.Equal((1, new AtWork(Noon, Noon)), (stopped.Requests.Writes, stopped.Times.Latest));
        Assert.Equal(Duration.FromMinutes(1), stopped.Times.Worked);
    }

    [Fact]
    public async Task While_deciding_waits_for_those_under_way_and_lets_nobody_else_in()
    {
        await StartAsync(Job(RunKind.Run, Reading(6)));
        Observe(6);
        var underWay = await ToldAsync(4);
        Coordinator.Tell(Stop);
        for (var number = 0; number < underWay.Count; number++)
        {
            Coordinator.Tell(Decided(number, []), Partitions);
        }

        var ending = await InterruptedAsync();
        Assert.Equal(new UserCounts(6, 0, 4, 2, 0, 0), ending.Summary.Users);
        Assert.False(Partitions.HasMessages);
    }

    [Fact]
    public async Task While_what_was_learned_is_stored()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        await Partitions.ExpectMsgAsync<PartitionMessage.BeginConverge>(cancellationToken: Cancel);
        Coordinator.Tell(Stop);
        for (var number = 0; number < Partitioning.Partitions; number++)
        {
            Coordinator.Tell(new PartitionReply.ConvergeBegun(number), Partitions);
        }

        await ToldAsync(Partitioning.Partitions - 1);
        await RecordedAsync();

        await InterruptedAsync();
        Assert.False(Partitions.HasMessages);
    }

    [Fact]
    public async Task While_converging_waits_for_those_under_way_and_counts_the_others_as_failed_until_resumed()
    {
        await StartAsync(Job(RunKind.Run, Reading(8)));
        Observe(8);
        await DecideAsync(8, GiveBilling);
        await FixAsync();
        Converge(await ConvergingAsync());
        var underWay = await ToldAsync(4);
        Coordinator.Tell(Stop);
        await SettleAsync();
        Assert.False(RunLog.HasMessages);
        foreach (var user in underWay.Cast<PartitionMessage.ConvergeUser>())
        {
            Converge(user.User, Stop.Why);
        }

        var ending = await InterruptedAsync();
        Assert.Equal(new UserCounts(8, 1, 0, 7, 0, 0), ending.Summary.Users);
        Assert.False(Partitions.HasMessages);
    }

    [Fact]
    public async Task A_permission_that_is_missing_shows_in_one_write_and_leaves_the_run_open()
    {
        await StartAsync(Job(RunKind.Run, Reading(8)));
        Observe(8);
        await DecideAsync(8, GiveBilling);
        await FixAsync();
        Converge(await ConvergingAsync(), new RunStop.PermissionMissing("routing:skill:assign"));
        await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal((RunStatus.Failed, true), (ending.Summary.Status, ending.IsOpen));
        Assert.IsType<RunStop.PermissionMissing>(ending.Stop);
        Assert.False(Partitions.HasMessages);
    }

    [Fact]
    public async Task A_user_who_cannot_be_read_because_the_target_is_gone_stops_the_run_before_any_write()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await Partitions.ExpectMsgAsync<PartitionMessage.DecidePerson>(cancellationToken: Cancel);
        Coordinator.Tell(new PartitionReply.PersonDecided(Id(0), null, null, [], RequestsForeseen.None, null, new RunStop.Unreachable("refused")), Partitions);
        var last = await RecordedAsync();
        var ending = await EndedAsync();

        var recorded = SummaryJson.Read(Assert.IsType<RunEvent.Closed>(last.Events[^1]).Summary);
        Assert.Equal("target-unreachable", Assert.Single(recorded.Findings).Rule);
        Assert.Equal((RunStatus.Failed, false), (ending.Summary.Status, ending.IsOpen));
        Assert.Equal(new UserCounts(1, 0, 0, 1, 0, 0), ending.Summary.Users);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_nothing_can_be_stored_is_no_failure_and_says_what_is_in_doubt(bool logDies)
    {
        await StartAsync(Job(RunKind.Run, Reading(2)));
        Observe(2);
        await DecideAsync(2, GiveBilling);
        await FixAsync();
        await ConvergingAsync();
        Coordinator.Tell(Stop);
        Coordinator.Tell(new PartitionReply.JournalFailed(3, "the journal's disk is full") { IsOfStop = true }, Partitions);
        Sys.Stop(Partitions); // As Akka stops whoever could not store.

        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        if (logDies)
        {
            Sys.Stop(RunLog);
        }
        else
        {
            Coordinator.Tell(new Status.Failure(new StorageGivenUpException("the journal's disk is full", isOfStop: true)), RunLog);
        }

        var ending = await EndedAsync();

        Assert.Equal((RunStatus.Interrupted, true, null), (ending.Summary.Status, ending.IsOpen, ending.Failure));
        Assert.Equal(new UserCounts(2, 0, 0, 2, 0, 0), ending.Summary.Users);
        Assert.Contains("the journal's disk is full. Nothing was acknowledged that is not durable.", Assert.Single(ending.Summary.Findings, finding => finding.Rule == RunReport.StorageAway).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Interrupted, Reports.Of(ending, null).ExitCode);
    }

    [Fact]
    public async Task When_only_its_end_could_not_be_stored_leaves_the_run_open()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        await FixAsync();
        Converge(await ConvergingAsync());
        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        Coordinator.Tell(new Status.Failure(new StorageGivenUpException("the journal's disk is full", isOfStop: true)), RunLog);

        var ending = await EndedAsync();

        Assert.Equal((RunStatus.Interrupted, true, null), (ending.Summary.Status, ending.IsOpen, ending.Failure));
        Assert.Equal(ExitCode.Interrupted, Reports.Of(ending, null).ExitCode);
    }

    private async Task<RunEnding> InterruptedAsync()
    {
        Assert.IsType<RunEvent.Interrupted>((await RecordedAsync()).Events[^1]);
        var ending = await EndedAsync();
        Assert.Equal((RunStatus.Interrupted, true), (ending.Summary.Status, ending.IsOpen));
        return ending;
    }
}
