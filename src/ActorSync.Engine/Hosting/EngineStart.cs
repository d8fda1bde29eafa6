using ActorSync.Core.Dialects;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>What an engine is made of once it has started: the state it may use, the lock where it writes, and its actors.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="State">The target's state.</param>
/// <param name="Lock">Keeps other writers away; null for a reader.</param>
/// <param name="Store">The target's journal.</param>
/// <param name="Actors">The actors.</param>
internal sealed record EngineStart(ITargetDialect Dialect, StateDirectory State, WriterLock? Lock, JournalStore Store, EngineActors Actors)
{
    /// <summary>Takes the state and the lock, and starts the actors; whatever fails gives the lock back.</summary>
    /// <exception cref="EngineStartException">Another process writes, or the state or journal cannot be used.</exception>
    public static async Task<EngineStart> StartAsync(
        ActorSyncOptions options, TargetIdentity identity, EngineMode mode, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var state = StateOf(options, identity);
        WriterLock? writerLock = null;
        try
        {
            state.CheckUsable(writes: mode == EngineMode.Writing);
            if (mode == EngineMode.Writing)
            {
                state.Prepare();
                writerLock = Acquire(state, command, time);
            }
            else
            {
                state.Check();
            }

            if (options.Journal.Provider == JournalProvider.Sqlite)
            {
                state.CheckJournal();
            }

            var dialect = TargetDialects.Find(options.Target.Dialect.ToString())!;
            var store = StoreOf(options, identity, state);
            var actors = await EngineActors.StartAsync(options, dialect, store, state.ReadersPauses, mode, time, loggers, cancellationToken);
            return new EngineStart(dialect, state, writerLock, store, actors);
        }
        catch (JournalUnavailableException exception)
        {
            writerLock?.Dispose();
            throw new EngineStartException(ExitCode.Failed, exception.Message, exception);
        }
        catch (Exception exception) when (exception is StateMismatchException or StateUnusableException)
        {
            writerLock?.Dispose();
            throw new EngineStartException(ExitCode.Usage, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            writerLock?.Dispose();
            throw new EngineStartException(ExitCode.Usage, state.Unusable(exception).Message, exception);
        }
        catch
        {
            writerLock?.Dispose();
            throw;
        }
    }

    /// <summary>Where a target's state is kept.</summary>
    public static StateDirectory StateOf(ActorSyncOptions options, TargetIdentity identity) => new(Path.Combine(options.State.Directory, identity.FolderName));

    /// <summary>Where a target's journal is kept.</summary>
    public static JournalStore StoreOf(ActorSyncOptions options, TargetIdentity identity, StateDirectory state) => options.Journal.Provider == JournalProvider.Postgres
        ? new JournalStore.Postgres(options.Journal.ConnectionString!.Reveal(), JournalStore.SchemaOf(identity.FolderName))
        : new JournalStore.Sqlite(state.JournalFile);

    private static WriterLock Acquire(StateDirectory state, string command, TimeProvider time) =>
        WriterLock.TryTake(state, WriterOwner.ThisProcess(command, Instant.FromDateTimeOffset(time.GetUtcNow()))) switch
        {
            WriterLockResult.Taken taken => taken.Lock,
            WriterLockResult.Held held => throw new EngineStartException(
                ExitCode.Conflict, $"Another process writes to this target: {held.By?.ToString() ?? "it has not said which"}. Wait for it, or end it, and try again."),
            _ => throw new InvalidOperationException("Unknown result of taking the lock."),
        };
}
