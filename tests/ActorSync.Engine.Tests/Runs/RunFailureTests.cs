using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using Akka.Actor;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunFailureTests : CoordinatorTest
{
    [Fact]
    public async Task A_partition_that_dies_while_converging_ends_the_run_as_failed_and_open()
    {
        await ConvergeFirstAsync();
        Sys.Stop(Partitions);

        Assert.IsType<RunEvent.Interrupted>((await RecordedAsync()).Events[^1]);
        var ending = await EndedAsync();
        Assert.Equal((RunStatus.Failed, true), (ending.Summary.Status, ending.IsOpen));
        Assert.Contains("stopped unexpectedly", ending.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partition_that_does_not_recover_ends_the_run_as_failed_and_closed()
    {
        Coordinator = Sys.ActorOf(Props.Create<RunCoordinator>(Services));
        Coordinator.Tell(new RunMessage.Start(Job(RunKind.Run, Reading(1))), TestActor);
        await Partitions.ExpectMsgAsync<PartitionMessage.BeginRun>(cancellationToken: Cancel);
        Sys.Stop(Partitions);

        Assert.IsType<RunEvent.Closed>((await RecordedAsync()).Events[^1]);
        Assert.Equal((RunStatus.Failed, false), await StatusAsync());
    }

    [Fact]
    public async Task The_first_reason_is_told_and_not_what_follows_from_it()
    {
        await ConvergeFirstAsync();
        Coordinator.Tell(new PartitionReply.JournalFailed(3, "The disk is full."), Partitions);
        Sys.Stop(Partitions);
        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        Coordinator.Tell(new PartitionReply.JournalFailed(4, "Another."), Partitions);
        Coordinator.Tell(new RunEventsRecorded(RunHistory.Empty), RunLog);

        Assert.Contains("The disk is full.", (await EndedAsync()).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_comes_after_a_failure_does_not_keep_the_run_from_ending()
    {
        const int users = RunMachine.UsersPerCount + 1;
        await StartAsync(Job(RunKind.Run, Reading(users)));
        Observe(users);
        await DecideAsync(users, GiveBilling);
        await FixAsync();
        for (var number = 1; number < RunMachine.UsersPerCount; number++)
        {
            Converge(await ConvergingAsync());
        }

        // The failure, and at once the result at which the requests are to be counted.
        var counted = await ConvergingAsync();
        Coordinator.Tell(new PartitionReply.JournalFailed(3, "The disk is full."), Partitions);
        Converge(counted);

        Assert.IsType<RunEvent.Interrupted>((await RecordedAsync()).Events[^1]);
        Assert.Equal((RunStatus.Failed, true), await StatusAsync());
    }

    [Fact]
    public async Task A_gateway_that_dies_ends_the_run_without_last_figures()
    {
        await ConvergeFirstAsync();
        Sys.Stop(GatewayProbe);

        Assert.IsType<RunEvent.Interrupted>((await RecordedAsync()).Events[^1]);
        Assert.Equal((RunStatus.Failed, true), await StatusAsync());
    }

    [Fact]
    public async Task An_observer_that_throws_ends_the_run_before_any_write()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        FailObserving(new InvalidOperationException("A defect."));

        Assert.IsType<RunEvent.Closed>((await RecordedAsync()).Events[^1]);
        var ending = await EndedAsync();
        Assert.Equal(("A defect.", false), (ending.Failure, ending.IsOpen));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_kept_ends_the_run_before_any_write()
    {
        KeepPlan = _ => Task.FromException<PlanDocument>(new IOException("No space left."));
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);

        Assert.IsType<RunEvent.Closed>((await RecordedAsync()).Events[^1]);
        var failure = (await EndedAsync()).Failure;
        Assert.Contains($"{Services.StateFolder}: No space left.", failure, StringComparison.Ordinal);
        Assert.EndsWith("run again: nothing was written to the target.", failure, StringComparison.Ordinal);
        Assert.False(Partitions.HasMessages);
    }

    [Fact]
    public async Task Rows_that_do_not_add_up_fail_the_run()
    {
        await StartAsync(Job(RunKind.Run, Reading(1, new RowCounts(3, 1, 0, 0, 0))));
        Observe(1);
        await DecideAsync(1, []);
        await FixAsync();
        await RecordedAsync();
        var ending = await EndedAsync();

        Assert.Equal(RunStatus.Failed, ending.Summary.Status);
        Assert.Contains("do not add up", ending.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_for_somebody_who_is_not_under_way_fails_the_run()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await ToldAsync(1);
        Coordinator.Tell(Decided(99, []), Partitions);

        await RecordedAsync();
        Assert.Contains(Id(99).Value, (await EndedAsync()).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_refuses_the_end_leaves_the_run_open()
    {
        await ConvergeFirstAsync();
        Converge(Id(0));
        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        Coordinator.Tell(new RunEventsRefused("Another run is open."), RunLog);

        var ending = await EndedAsync();
        Assert.Equal((RunStatus.Failed, true, "Another run is open."), (ending.Summary.Status, ending.IsOpen, ending.Failure));
    }

    [Fact]
    public async Task A_log_that_dies_before_the_end_does_not_keep_it_from_being_told()
    {
        await ConvergeFirstAsync();
        Sys.Stop(RunLog);

        Assert.Equal((RunStatus.Failed, true), await StatusAsync());
    }

    [Fact]
    public async Task A_log_that_rejects_a_count_fails_the_run_which_ends_all_the_same()
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

        await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        Coordinator.Tell(new Status.Failure(new IOException("Rejected.")), RunLog);
        await RecordedAsync();

        var ending = await EndedAsync();
        Assert.Equal((RunStatus.Failed, true), (ending.Summary.Status, ending.IsOpen));
        Assert.Contains("Rejected.", ending.Failure, StringComparison.Ordinal);
        Assert.EndsWith($"`actorsync resume {Run}` goes on with the run.", ending.Failure, StringComparison.Ordinal);
    }

    private async Task ConvergeFirstAsync()
    {
        await StartAsync(Job(RunKind.Run, Reading(1)));
        Observe(1);
        await DecideAsync(1, GiveBilling);
        await FixAsync();
        await ConvergingAsync();
    }

    private async Task<(RunStatus Status, bool IsOpen)> StatusAsync()
    {
        var ending = await EndedAsync();
        return (ending.Summary.Status, ending.IsOpen);
    }
}
