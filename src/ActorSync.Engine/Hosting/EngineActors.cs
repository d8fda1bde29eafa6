using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>The actors of one process for one target: gateway, partitions and run log, in a generic host.</summary>
internal sealed class EngineActors : IAsyncDisposable
{
    /// <summary>How long the end of a process waits for what is under way: until it is cut off, and a moment longer.</summary>
    private static readonly TimeSpan EndingLimit = StopGateway.LongestGrace + TimeSpan.FromSeconds(1);

    /// <summary>How long the end of a process waits for a pause that is just being stored.</summary>
    private static readonly TimeSpan StoringLimit = TimeSpan.FromSeconds(10);

    private readonly IHost _host;
    private readonly IActorRef _pauses;
    private readonly ReadersPauses _readers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _waiting;

    private EngineActors(
        IHost host,
        IActorRef gateway,
        GatewayClient client,
        SpanHolder span,
        IReadOnlyList<IActorRef> partitions,
        IActorRef runLog,
        IActorRef pauses,
        ReadersPauses readers,
        TimeProvider time,
        CancellationTokenSource waiting)
    {
        _host = host;
        _pauses = pauses;
        _readers = readers;
        _time = time;
        _waiting = waiting;
        System = host.Services.GetRequiredService<ActorSystem>();
        Gateway = gateway;
        Client = client;
        Span = span;
        Partitions = partitions;
        RunLog = runLog;
    }

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>The gateway.</summary>
    public IActorRef Gateway { get; }

    /// <summary>Sends through the gateway.</summary>
    public GatewayClient Client { get; }

    /// <summary>The span of the run that <see cref="Client"/> sends for.</summary>
    public SpanHolder Span { get; }

    /// <summary>The partitions by number.</summary>
    public IReadOnlyList<IActorRef> Partitions { get; }

    /// <summary>The run log.</summary>
    public IActorRef RunLog { get; }

    /// <summary>Who the people are that the journal numbers.</summary>
    public required IPersonTable People { get; init; }

    /// <summary>Stores the files of the state.</summary>
    public required PatientFiles Files { get; init; }

    /// <summary>Whether the journal's storage takes everything in.</summary>
    public required StorageStanding Storage { get; init; }

    /// <summary>Starts host and actors; a reader, which has no lease, gets a journal in memory where there is none.</summary>
    public static async Task<EngineActors> StartAsync(
        ActorSyncOptions options, ITargetDialect dialect, JournalStore store, ReadersPauses readers, LeaseHolder? lease, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var access = lease is not null ? JournalAccess.Write : JournalAccess.Read;
        var exists = await JournalOpening.OpenAsync(store, access, time, loggers.CreateLogger(nameof(JournalOpening)), cancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddAkka("actorsync", akka =>
        {
            akka.WithQuietLogging();
            if (exists)
            {
                akka.WithJournalStore(store, access, lease?.Epoch);
            }
            else
            {
                // A reader without a journal remembers nothing, and must not leave a folder of snapshots behind either.
                akka.AddHocon(
                    "akka.persistence.journal.plugin = \"akka.persistence.journal.inmem\", akka.persistence.snapshot-store.plugin = \"akka.persistence.snapshot-store.inmem\"",
                    HoconAddMode.Prepend);
            }

            // A defect ends the run instead of losing who waits: whoever stops is missed by the run's coordinator.
            akka.AddHocon("akka.actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\"", HoconAddMode.Prepend);

            // Signals are the program's to handle: it lets a run stop in order first.
            akka.AddHocon("akka.coordinated-shutdown.run-by-clr-shutdown-hook = off", HoconAddMode.Prepend);
            options.Seams?.AdjustActors(akka);
        });

        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var system = host.Services.GetRequiredService<ActorSystem>();
        var clock = new TimeProviderClock(time);
        var storage = new StorageStanding();
        system.ActorOf(Props.Create<StorageWatch>(storage), "storage");
        var pauses = system.ActorOf(Props.Create<PauseKeeper>(clock, lease is not null, readers), "pauses");
        var held = await HeldAsync(host, pauses, fenced: lease is null ? null : store, cancellationToken);
        var settings = GatewaySettings.From(options.Target) with { Pauses = held, Right = lease, WrapHandler = options.Seams?.WrapHandler };
        var gateway = system.ActorOf(TargetGateway.Props(settings, time, loggers.CreateLogger<TargetGateway>()), "gateway");
        var source = new SourceName(options.Source.Name);
        var waiting = new CancellationTokenSource();
        var people = exists ? new PatientPeople(JournalHosting.PeopleOf(store, access, lease?.Epoch), time, waiting.Token) : (IPersonTable)NoPeople.Instance;
        var span = new SpanHolder();
        var client = new GatewayClient(gateway, new SendOrigin(source), span);
        var services = new PartitionServices(
            dialect,
            client,
            clock,
            source,
            options.Policy.Removal == Core.Policies.RemovalPolicy.Owned)
        {
            Span = span,
            People = people,
            EventsPerSnapshot = options.Seams?.EventsPerSnapshot ?? UserPartition.EventsPerSnapshot,
            LateFor = ReadBack.IsLateFor(Duration.FromTimeSpan(settings.AttemptTimeout)) + RequestCounting.MostUncounted,
        };
        var partitions = Enumerable.Range(0, Partitioning.Partitions)
            .Select(number => system.ActorOf(Props.Create<UserPartition>(number, services), $"users-{number}"))
            .ToList();
        var runLog = system.ActorOf(Props.Create<RunLog>(), "runs");
        return new EngineActors(host, gateway, client, span, partitions, runLog, pauses, readers, time, waiting)
        {
            People = people,
            Files = new PatientFiles(system.EventStream, time, waiting.Token),
            Storage = storage,
        };
    }

    /// <summary>Asks an actor without a time-out of its own, and does not wait for one that has stopped.</summary>
    /// <exception cref="EngineStartException">The actor stopped instead of answering.</exception>
    public static async Task<T> AskAsync<T>(IActorRef actor, object question, CancellationToken cancellationToken)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = actor.Ask<T>(question, Timeout.InfiniteTimeSpan, answered.Token);
        var stopped = actor.WatchAsync(answered.Token);
        if (await Task.WhenAny(answer, stopped) == answer || answer.IsCompleted)
        {
            var result = await answer;
            await answered.CancelAsync();
            return result;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw actor is ActorRefWithCell { Underlying.System: var system } && RecoveryFailures.Of(system).Find(actor) is { } cause
            ? RunFaults.Unrecovered(actor, cause)
            : new EngineStartException(ExitCode.Failed, RunFaults.Missed(actor));
    }

    /// <summary>Waits until every partition has read the journal.</summary>
    /// <exception cref="EngineStartException">One of them cannot.</exception>
    public Task RecoveredAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Partitions.Select(partition => AskAsync<PartitionReply.Recovered>(partition, PartitionMessage.AwaitRecovery.Instance, cancellationToken)));

    /// <summary>Once the token is cancelled, waits no longer for a storage that takes nothing in; until the answer is disposed of.</summary>
    public CancellationTokenRegistration StopWaitingFor(CancellationToken stop) => stop.Register(StopWaiting);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        StopWaiting();
        await KeepPausesAsync();
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }

        _waiting.Dispose();
    }

    /// <summary>What an earlier process was told to wait for. Who has heard that knows that the journal's tables are there, so that they can be completed.</summary>
    private static async Task<ImmutableArray<PauseBegan>> HeldAsync(IHost host, IActorRef pauses, JournalStore? fenced, CancellationToken cancellationToken)
    {
        try
        {
            var held = await AskAsync<HeldPauses>(pauses, GetHeldPauses.Instance, cancellationToken);
            if (fenced is not null)
            {
                JournalHosting.Complete(fenced);
            }

            return [.. held.ByScope.Values.Select(pause => new PauseBegan(pause.Scope, pause.Until, pause.Reason))];
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
            throw;
        }
    }

    private void StopWaiting()
    {
        _waiting.Cancel();
        System.EventStream.Publish(StopWaitingForStorage.Instance);
    }

    /// <summary>Waits until nothing is under way any more whose answer could begin a pause, and until each pause is durable: the keeper answers no question before.</summary>
    /// <remarks>The keeper has stopped where the journal has failed it, and nobody has heard of what began since: that is left for the next process here.</remarks>
    private async Task KeepPausesAsync()
    {
        using (var ending = new CancellationTokenSource(EndingLimit, _time))
        {
            await AnswerAsync<GatewayStopped>(Gateway, new StopGateway(StopGateway.LongestGrace), ending.Token);
            await ending.CancelAsync();
        }

        using var limit = new CancellationTokenSource(StoringLimit, _time);
        var status = await AnswerAsync<GatewayStatus>(Gateway, GetGatewayStatus.Instance, limit.Token);
        if (await AnswerAsync<HeldPauses>(_pauses, GetHeldPauses.Instance, limit.Token) is null && status is not null)
        {
            Leave(status.Pauses);
        }

        await limit.CancelAsync();
    }

    private void Leave(ImmutableArray<PauseBegan> pauses)
    {
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        foreach (var pause in pauses.Select(pause => pause.ToHeld()).Where(pause => HeldPauses.None.Needs(pause, now)))
        {
            try
            {
                _readers.Add(pause);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                System.Log.Warning(cause, "The target's pause could not be kept for the next command, which must not be started before {0}", pause.Until);
            }
        }
    }

    /// <summary>What an actor answers; null where it has stopped, or does not answer in time.</summary>
    private static async Task<T?> AnswerAsync<T>(IActorRef actor, object question, CancellationToken limit)
        where T : class
    {
        var answer = actor.Ask<T>(question, Timeout.InfiniteTimeSpan, limit);
        await Task.WhenAny(answer, actor.WatchAsync(limit));
        return answer.IsCompletedSuccessfully ? await answer : null;
    }
}
