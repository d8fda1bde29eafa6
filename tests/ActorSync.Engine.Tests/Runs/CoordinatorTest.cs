using System.Collections.Immutable;
using ActorSync.Core.Gateway;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Users;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

/// <summary>A coordinator between probes: one that stands for all partitions, the run log, the gateway, and whoever asked for the run.</summary>
public abstract class CoordinatorTest : TestKit, IRunObserver
{
    private readonly TaskCompletionSource<RunObservation> _observed = new();
    private long _writes;

    protected CoordinatorTest()
        : base(Sample.TestConfig)
    {
        Partitions = CreateTestProbe();
        RunLog = CreateTestProbe();
        GatewayProbe = CreateTestProbe();
        GatewayProbe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            if (message is GetGatewayStatus)
            {
                sender.Tell(Status(0) with { Counters = SentBefore with { Writes = Interlocked.Read(ref _writes) } });
            }

            return AutoPilot.KeepRunning;
        }));
        Services = new RunServices(
            new ModelTarget(User(0)),
            new GuardLimits(),
            [.. Enumerable.Repeat((IActorRef)Partitions, Partitioning.Partitions)],
            RunLog,
            this,
            GatewayProbe,
            (job, summary, users, names) =>
            {
                Kept.Add(new PlanDocument("kept", Noon, "target", "hash", job.Source, summary, [.. users]) { Names = names });
                return KeepPlan(Kept[^1]);
            },
            Window: 4,
            Progress.Add,
            Clock);
    }

    protected TestProbe Partitions { get; }

    protected TestProbe RunLog { get; }

    protected TestProbe GatewayProbe { get; }

    protected RunServices Services { get; set; }

    protected List<PlanDocument> Kept { get; } = [];

    protected List<PhaseProgress> Progress { get; } = [];

    /// <summary>What the gateway had sent before the first user converges.</summary>
    protected GatewayCounters SentBefore { get; set; } = Counters(0);

    protected Func<PlanDocument, Task<PlanDocument>> KeepPlan { get; set; } = Task.FromResult;

    /// <summary>Whom the partitions' ledger knows.</summary>
    protected ImmutableArray<LedgerPerson> Known { get; set; } = [];

    protected CancellationToken StopObserving { get; private set; }

    protected IActorRef Coordinator { get; set; } = ActorRefs.Nobody;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<RunObservation> IRunObserver.ObserveAsync(RunJob job, ImmutableArray<LedgerPerson> known, CancellationToken stop)
    {
        StopObserving = stop;
        stop.Register(() => _observed.TrySetResult(new RunObservation(null, null, [], new RunStop.Interrupted(null))));
        return _observed.Task;
    }

    internal static RunJob Job(RunKind kind, RosterReading? reading = null, PlanDocument? plan = null, string? accept = null) => new(
        Run, kind, Hris, SourceMode.Partial, reading, plan, null, accept, ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, Noon)
    {
        Kept = kind == RunKind.Resume ? KeptUsers.Of(plan!) : null,
    };

    internal static RosterReading Reading(int people, RowCounts? rows = null) => new(
        [new SourceFile("people.csv", SheetKind.Person, people, string.Empty)],
        rows ?? new RowCounts(people, people, 0, 0, 0),
        0,
        ImmutableDictionary<EmployeeId, RosterPerson>.Empty,
        ImmutableHashSet<EmployeeId>.Empty,
        [],
        0,
        [],
        false,
        false,
        false);

    internal static RosterPerson Person(int number) => new(
        new EmployeeId(Employee(number)),
        null,
        EmploymentStatus.Active,
        StatedList<StatedSkill, SkillName>.NotStated,
        StatedList<StatedCertification, CertificationName>.NotStated,
        false,
        1,
        new RowRef(0, number + 2));

    protected static GatewayStatus Status(long writes) => new(0, 0, [], false, Counters(writes));

    /// <summary>Starts the run and lets all partitions recover.</summary>
    protected async Task StartAsync(RunJob job, params FinishedUser[] finished)
    {
        Coordinator = Sys.ActorOf(Props.Create<RunCoordinator>(Services));
        Coordinator.Tell(new RunMessage.Start(job), TestActor);
        await RecoverAsync(finished);
    }

    protected async Task RecoverAsync(params FinishedUser[] finished)
    {
        for (var number = 0; number < Partitioning.Partitions; number++)
        {
            await Partitions.ExpectMsgAsync<PartitionMessage.BeginRun>(cancellationToken: Cancel);
            Coordinator.Tell(new PartitionReply.RunBegun(number, number == 0 ? Known : [], number == 0 ? [.. finished] : []), Partitions);
        }
    }

    protected void Observe(int people) => Observe([.. Enumerable.Range(0, people).Select(number => new PersonInScope(Person(number), null, User(number)))]);

    protected void Observe(ImmutableArray<PersonInScope> people) => _observed.SetResult(new RunObservation(null, new RunScope(people, 0, 0, []), [], null));

    protected void FailObserving(Exception cause) => _observed.SetException(cause);

    /// <summary>Answers everybody whom the coordinator sends to be decided.</summary>
    protected async Task DecideAsync(int people, params ImmutableArray<Operation> operations)
    {
        for (var number = 0; number < people; number++)
        {
            var asked = await Partitions.ExpectMsgAsync<PartitionMessage.DecidePerson>(cancellationToken: Cancel);
            Coordinator.Tell(Decided(int.Parse(asked.User.Value[1..], System.Globalization.CultureInfo.InvariantCulture), operations), Partitions);
        }
    }

    protected static PartitionReply.PersonDecided Decided(int number, ImmutableArray<Operation> operations) => new(
        Id(number), new AgentDecision(operations, AgentLedger.Empty, [], null, 1), Planned(number, operations), [], new(0, 1), null, null);

    /// <summary>Lets all partitions store what they learned, and the run log that the guard has passed.</summary>
    protected async Task<RecordRunEvents> FixAsync()
    {
        for (var number = 0; number < Partitioning.Partitions; number++)
        {
            await Partitions.ExpectMsgAsync<PartitionMessage.BeginConverge>(cancellationToken: Cancel);
            Coordinator.Tell(new PartitionReply.ConvergeBegun(number), Partitions);
        }

        return await RecordedAsync();
    }

    protected async Task<RecordRunEvents> RecordedAsync()
    {
        var record = await RunLog.ExpectMsgAsync<RecordRunEvents>(cancellationToken: Cancel);
        Coordinator.Tell(new RunEventsRecorded(RunHistory.Empty), RunLog);
        return record;
    }

    /// <summary>The next messages to the partitions, this many.</summary>
    protected async Task<List<object>> ToldAsync(int count)
    {
        var told = new List<object>();
        while (told.Count < count)
        {
            told.Add(await Partitions.ExpectMsgAsync<object>(cancellationToken: Cancel));
        }

        return told;
    }

    protected async Task<UserId> ConvergingAsync() => (await Partitions.ExpectMsgAsync<PartitionMessage.ConvergeUser>(cancellationToken: Cancel)).User;

    protected void Converge(UserId user, RunStop? stop = null)
    {
        Interlocked.Increment(ref _writes);
        Coordinator.Tell(
            new PartitionReply.UserConverged(user, new UserSyncResult(stop is null ? UserResult.Changed : null, stop is null ? new OperationCounts(1, 0, 0, 0, 0) : OperationCounts.None, [], stop)),
            Partitions);
    }

    protected async Task<RunEnding> EndedAsync() => (await ExpectMsgAsync<RunMessage.Ended>(cancellationToken: Cancel)).Ending;

    /// <summary>Waits until the coordinator has handled everything that it was told before.</summary>
    protected async Task SettleAsync() => await Coordinator.Ask<ActorIdentity>(new Identify(null), Cancel);

    private static GatewayCounters Counters(long writes) => new(0, writes, 0, 0, 0, 0);
}
