using ActorSync.Core.Dialects;
using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>What an engine is made of once it has started: the state it may use, what keeps other writers away where it writes, and its actors.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="State">The target's state.</param>
/// <param name="Store">The target's journal.</param>
/// <param name="LeaseTable">The journal's lease, for whoever asks who writes.</param>
/// <param name="Writer">Keeps other writers away; null for a reader.</param>
/// <param name="Actors">The actors.</param>
internal sealed record EngineStart(ITargetDialect Dialect, StateDirectory State, JournalStore Store, LeaseTable LeaseTable, EngineWriter? Writer, EngineActors Actors)
{
    /// <summary>Takes the state and the right to write, and starts the actors; whatever fails gives the right back.</summary>
    /// <exception cref="EngineStartException">Another process writes, or the state or journal cannot be used.</exception>
    public static async Task<EngineStart> StartAsync(
        ActorSyncOptions options, TargetIdentity identity, EngineMode mode, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var state = StateOf(options, identity);
        var store = StoreOf(options, identity, state);
        var table = LeaseTable.Of(store, time, LeaseTerm.OfSeconds(options.Journal.LeaseSeconds));
        EngineWriter? writer = null;
        try
        {
            state.CheckUsable(writes: mode == EngineMode.Writing);
            if (mode == EngineMode.Writing)
            {
                state.Prepare();
            }
            else
            {
                state.Check();
            }

            LostJournal.CheckFile(state, store);
            var access = mode == EngineMode.Writing ? JournalAccess.Write : JournalAccess.Read;
            await JournalOpening.OpenAsync(store, access, time, loggers.CreateLogger(nameof(JournalOpening)), cancellationToken);
            LostJournal.Check(state, store); // Not before its storage is there, and before an actor would make the tables anew.
            if (mode == EngineMode.Writing)
            {
                writer = await EngineWriter.BeginAsync(options, state, table, command, time, loggers, cancellationToken);
            }

            var dialect = TargetDialects.Find(options.Target.Dialect.ToString())!;
            var actors = await EngineActors.StartAsync(options, dialect, store, state.ReadersPauses, writer?.Lease, time, loggers, cancellationToken);
            return new EngineStart(dialect, state, store, table, writer, actors);
        }
        catch (Exception exception)
        {
            if (writer is not null)
            {
                await writer.DisposeAsync();
            }

            throw exception switch
            {
                JournalUnavailableException journal => new EngineStartException(journal.MayPass ? ExitCode.Failed : ExitCode.Usage, exception.Message, exception),
                StateMismatchException or StateUnusableException => new EngineStartException(ExitCode.Usage, exception.Message, exception),
                IOException or UnauthorizedAccessException => new EngineStartException(ExitCode.Usage, state.Unusable(exception).Message, exception),
                _ => Rethrown(exception),
            };
        }
    }

    /// <summary>Where a target's state is kept.</summary>
    public static StateDirectory StateOf(ActorSyncOptions options, TargetIdentity identity) => new(Path.Combine(options.State.Directory, identity.FolderName));

    /// <summary>Where a target's journal is kept.</summary>
    public static JournalStore StoreOf(ActorSyncOptions options, TargetIdentity identity, StateDirectory state) => options.Journal.Provider == JournalProvider.Postgres
        ? new JournalStore.Postgres(options.Journal.ConnectionString!.Reveal(), JournalStore.SchemaOf(identity.FolderName))
        : new JournalStore.Sqlite(state.JournalFile);

    // With the place where it came from.
    private static Exception Rethrown(Exception exception)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        return exception;
    }
}
