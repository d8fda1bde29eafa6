using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Users;

public sealed class PartitionJournalFailureTests : TestKit
{
    private const string Journal = "akka.persistence.journal.test";

    private readonly ModelTarget _target = new(User(1));
    private readonly TestProbe _coordinator;
    private readonly TestProbe _gateway;
    private readonly IActorRef _partition;

    public PartitionJournalFailureTests()
        : base(ConfigurationFactory.ParseString($$"""
            {{TestConfig}}
            akka.loglevel = OFF
            akka.persistence.journal.plugin = "{{Journal}}"
            {{Journal}} {
              class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
            """))
    {
        _coordinator = CreateTestProbe();
        _gateway = CreateTestProbe();
        _partition = Sys.ActorOf(Props.Create<UserPartition>(7, new PartitionServices(_target, new ScriptedClient(_gateway), Clock, Hris, true)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JournalWriteBehavior Writes => TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(Journal)).OnWrite;

    [Fact]
    public async Task A_journal_that_fails_is_told_to_the_coordinator_and_nothing_is_sent()
    {
        await ReadyToConverge();
        await Writes.Fail();
        Watch(_partition);

        _partition.Tell(new PartitionMessage.ConvergeUser(Id(1)), _coordinator);

        Assert.Equal(7, (await _coordinator.ExpectMsgAsync<PartitionReply.JournalFailed>(cancellationToken: Cancel)).Partition);
        await ExpectTerminatedAsync(_partition, cancellationToken: Cancel);
        Assert.False(_gateway.HasMessages);
    }

    [Fact]
    public async Task Whoever_misses_a_partition_that_could_not_read_its_people_is_told_why()
    {
        var services = new PartitionServices(_target, new ScriptedClient(_gateway), Clock, Hris, true) { People = new LockedPeople() };
        var partition = Sys.ActorOf(Props.Create<UserPartition>(8, services).WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy));

        var refusal = await Assert.ThrowsAsync<EngineStartException>(
            () => EngineActors.AskAsync<PartitionReply.Recovered>(partition, PartitionMessage.AwaitRecovery.Instance, Cancel));

        Assert.Contains("cannot be read: another process holds the journal locked.", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_journal_that_rejects_is_told_to_the_coordinator_and_nothing_is_sent()
    {
        await ReadyToConverge();
        await Writes.Reject();

        _partition.Tell(new PartitionMessage.ConvergeUser(Id(1)), _coordinator);

        Assert.Equal(7, (await _coordinator.ExpectMsgAsync<PartitionReply.JournalFailed>(cancellationToken: Cancel)).Partition);
        Assert.False(_gateway.HasMessages);
    }

    [Fact]
    public async Task What_a_run_learned_has_to_be_durable_before_it_may_converge()
    {
        _partition.Tell(new PartitionMessage.BeginRun(Run, true, false, false), _coordinator);
        await _coordinator.ExpectMsgAsync<PartitionReply.RunBegun>(cancellationToken: Cancel);
        _partition.Tell(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User), _coordinator);
        await _coordinator.ExpectMsgAsync<PartitionReply.PersonDecided>(cancellationToken: Cancel);
        await Writes.Fail();

        _partition.Tell(PartitionMessage.BeginConverge.Instance, _coordinator);

        await _coordinator.ExpectMsgAsync<PartitionReply.JournalFailed>(cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_partition_that_cannot_read_its_journal_answers_nothing_and_its_cause_is_known()
    {
        await ReadyToConverge();
        Watch(_partition);
        Sys.Stop(_partition);
        await ExpectTerminatedAsync(_partition, cancellationToken: Cancel);
        await TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(Journal)).OnRecovery.Fail();

        var again = Watch(Sys.ActorOf(Props.Create<UserPartition>(7, new PartitionServices(_target, new ScriptedClient(_gateway), Clock, Hris, true))));
        again.Tell(new PartitionMessage.BeginRun(Run, true, false, false), _coordinator);

        await ExpectTerminatedAsync(again, cancellationToken: Cancel);
        Assert.NotNull(RecoveryFailures.Of(Sys).Find(again));
        Assert.False(_coordinator.HasMessages);
        Assert.False(_gateway.HasMessages);
    }

    private async Task ReadyToConverge()
    {
        _partition.Tell(new PartitionMessage.BeginRun(Run, true, false, false), _coordinator);
        await _coordinator.ExpectMsgAsync<PartitionReply.RunBegun>(cancellationToken: Cancel);
        _partition.Tell(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User), _coordinator);
        await _coordinator.ExpectMsgAsync<PartitionReply.PersonDecided>(cancellationToken: Cancel);
        _partition.Tell(PartitionMessage.BeginConverge.Instance, _coordinator);
        await _coordinator.ExpectMsgAsync<PartitionReply.ConvergeBegun>(cancellationToken: Cancel);
    }

    private sealed class LockedPeople : IPersonTable
    {
        public IReadOnlyList<PersonIdentity> Load(int partition) => throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5, 5);

        public Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people) => Task.CompletedTask;
    }
}
