using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>One process at work for one target: it plans, runs, applies and resumes.</summary>
/// <remarks>The composition root of the engine; the phases of a run are led by <see cref="RunCoordinator"/>.</remarks>
public sealed class SyncEngine : IAsyncDisposable
{
    /// <summary>People under way at once: enough to keep an unpaced target busy, few enough that a crash leaves little in doubt.</summary>
    public const int UnpacedWindow = 512;

    /// <summary>The same at a local pace, where a wide window would only leave more in doubt.</summary>
    public const int PacedWindow = 64;

    private readonly ActorSyncOptions _options;
    private readonly TargetIdentity _identity;
    private readonly ITargetDialect _dialect;
    private readonly StateDirectory _state;
    private readonly WriterLock? _lock;
    private readonly EngineActors _actors;
    private readonly IClock _clock;
    private readonly ProgressBoard _progress;
    private readonly string _configurationHash;

    private SyncEngine(
        ActorSyncOptions options, TargetIdentity identity, ITargetDialect dialect, StateDirectory state, WriterLock? writerLock, EngineActors actors, IClock clock)
    {
        _options = options;
        _identity = identity;
        _dialect = dialect;
        _state = state;
        _lock = writerLock;
        _actors = actors;
        _clock = clock;
        _progress = new ProgressBoard(actors.System, options.Target);
        _configurationHash = ConfigurationHash.Of(options);
    }

    /// <summary>Where the run under way stands.</summary>
    public RunProgress Progress => _progress.Current;

    /// <summary>Sends through the gateway: for commands about the taxonomy and for <c>doctor</c>.</summary>
    public ITargetClient Client => _actors.Client;

    /// <summary>The target's dialect.</summary>
    public ITargetDialect Dialect => _dialect;

    /// <summary>Starts the engine.</summary>
    /// <param name="options">The configuration, with address and credentials.</param>
    /// <param name="identity">Which target it is: the state belongs to it.</param>
    /// <param name="mode">Whether it may write.</param>
    /// <param name="command">The command, to be named to a second process.</param>
    /// <param name="time">The time.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineStartException">Another process writes, or the state or journal cannot be used.</exception>
    public static async Task<SyncEngine> StartAsync(
        ActorSyncOptions options, TargetIdentity identity, EngineMode mode, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var state = new StateDirectory(Path.Combine(options.State.Directory, identity.FolderName));
        WriterLock? writerLock = null;
        try
        {
            if (mode == EngineMode.Writing)
            {
                state.Prepare();
                writerLock = Acquire(state, command, time);
            }
            else
            {
                state.Check();
            }

            var dialect = TargetDialects.Find(options.Target.Dialect);
            var actors = await EngineActors.StartAsync(options, dialect, StoreOf(options, identity, state), mode, time, loggers, cancellationToken);
            return new SyncEngine(options, identity, dialect, state, writerLock, actors, new TimeProviderClock(time));
        }
        catch (Exception exception) when (exception is StateMismatchException or JournalUnavailableException or IOException or UnauthorizedAccessException)
        {
            writerLock?.Dispose();
            throw new EngineStartException(ExitCode.Failed, exception.Message, exception);
        }
        catch
        {
            writerLock?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the run history of a target without touching the target, its journal or its lock.</summary>
    public async Task<RunHistory> ReadRunsAsync(CancellationToken cancellationToken) =>
        await _actors.RunLog.Ask<RunHistory>(RunLogMessage.GetHistory.Instance, Timeout.InfiniteTimeSpan, cancellationToken);
}
