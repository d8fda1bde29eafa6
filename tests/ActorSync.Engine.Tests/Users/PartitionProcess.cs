using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Tests.Journal;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using NodaTime;

namespace ActorSync.Engine.Tests.Users;

/// <summary>One partition in a process of its own on a journal; a new one on the same journal is a restart.</summary>
internal sealed class PartitionProcess : IAsyncDisposable
{
    /// <summary>How long after its process was at work last a write takes more than one look.</summary>
    public static readonly Duration LateFor = Duration.FromSeconds(48);

    private readonly JournalSystem _system;
    private readonly ScriptedClient _client;

    private PartitionProcess(JournalSystem system, ITargetDialect dialect, IPersonTable people)
    {
        _system = system;
        var kit = new TestKit(system.Actors);
        Coordinator = kit.CreateTestProbe();
        Gateway = kit.CreateTestProbe();
        _client = new ScriptedClient(Gateway);
        Partition = system.Actors.ActorOf(Props.Create<UserPartition>(0, new PartitionServices(dialect, _client, Sample.Clock, Sample.Hris, true) { LateFor = LateFor, People = people }));
    }

    public TestProbe Coordinator { get; }

    public TestProbe Gateway { get; }

    public IActorRef Partition { get; }

    public IReadOnlyCollection<IActorRef> Askers => _client.Askers;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PartitionProcess> StartAsync(JournalStore store, ITargetDialect dialect) =>
        new(await JournalSystem.StartAsync(store), dialect, JournalHosting.PeopleOf(store, JournalAccess.Write));

    public void Tell(PartitionMessage message) => Partition.Tell(message, Coordinator);

    public async Task<T> Heard<T>() => await Coordinator.ExpectMsgAsync<T>(TimeSpan.FromMinutes(1), cancellationToken: Cancel);

    public async Task<ScriptedClient.Asked> Asked() => await Gateway.ExpectMsgAsync<ScriptedClient.Asked>(TimeSpan.FromMinutes(1), cancellationToken: Cancel);

    public async Task<PartitionReply.RunBegun> Begin(PartitionMessage.BeginRun begin)
    {
        Tell(begin);
        return await Heard<PartitionReply.RunBegun>();
    }

    /// <summary>Decides a user of a plan and begins to converge.</summary>
    public async Task<PartitionReply.PersonDecided> DecideAndConverge(PartitionMessage.DecidePlanned decide)
    {
        Tell(decide);
        var decided = await Heard<PartitionReply.PersonDecided>();
        Tell(PartitionMessage.BeginConverge.Instance);
        await Heard<PartitionReply.ConvergeBegun>();
        Tell(new PartitionMessage.ConvergeUser(decided.User));
        return decided;
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
