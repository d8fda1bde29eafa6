using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorSync.Benchmarks.Durability;

/// <summary>The partitions of a process on a journal, without a target.</summary>
internal sealed class PartitionsAtWork : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<IActorRef> _partitions;
    private readonly long _began;

    private PartitionsAtWork(IHost host, JournalStore store, TimeProvider time)
    {
        _host = host;
        _began = time.GetTimestamp();
        _system = host.Services.GetRequiredService<ActorSystem>();
        var services = new PartitionServices(new GenesysDialect(), new NoTarget(), new TimeProviderClock(TimeProvider.System), new SourceName("hris"), RemovalsRestOnOwnership: true)
        {
            People = new PatientPeople(JournalHosting.PeopleOf(store, JournalAccess.Write), time, CancellationToken.None), // As the program has it.
        };
        _partitions = [.. Enumerable.Range(0, Partitioning.Partitions).Select(number => _system.ActorOf(Props.Create<UserPartition>(number, services), $"users-{number}"))];
    }

    /// <summary>From the making of the partitions until all of them have recovered.</summary>
    public TimeSpan Recovery { get; private set; }

    /// <summary>Starts them; they have recovered when this returns.</summary>
    public static async Task<PartitionsAtWork> StartAsync(JournalStore store, TimeProvider time, CancellationToken stop)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("actorsync", akka => akka.WithJournalStore(store, JournalAccess.Write).WithQuietLogging());
        var host = builder.Build();
        await host.StartAsync(stop);
        var started = new PartitionsAtWork(host, store, time);
        await Task.WhenAll(started._partitions.Select(partition => partition.Ask<PartitionReply.Recovered>(PartitionMessage.AwaitRecovery.Instance, stop)));
        started.Recovery = time.GetElapsedTime(started._began);
        if (store is JournalStore.Sqlite sqlite)
        {
            SqliteJournal.IndexEvents(sqlite); // As the program does once the tables are there: without it each recovery reads the whole journal.
        }

        return started;
    }

    /// <summary>Begins a run; all of them know of it when this returns.</summary>
    public Task BeginAsync(RunId run, CancellationToken stop)
    {
        var begin = new PartitionMessage.BeginRun(run, SkipsMoved: false, GoesOn: false, SettlesOnly: false);
        return Task.WhenAll(_partitions.Select(partition => partition.Ask<PartitionReply.RunBegun>(begin, stop)));
    }

    /// <summary>Has all of them recorded; the time until the last one is durable.</summary>
    public async Task<TimeSpan> RecordAsync(PartitionMessage.Record[] records, int window, TimeProvider time, CancellationToken stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = time.GetTimestamp();
        _system.ActorOf(Props.Create(() => new OutcomeFeeder(_partitions, records, window, done)));
        await done.Task.WaitAsync(stop);
        return time.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private sealed class NoTarget : ITargetClient
    {
        public Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken) =>
            throw new HarnessException("Nothing is sent where only the journal is measured.");
    }
}
