using System.Data.Common;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Checks a target's audit log as it is stored, without an actor: a journal that cannot be recovered can still be checked.</summary>
public static class AuditCheck
{
    /// <summary>Checks it; null where nothing was ever journalled for this target.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <exception cref="EngineStartException">The journal cannot be read.</exception>
    /// <exception cref="StateMismatchException">A restore has not ended.</exception>
    public static AuditVerdict? Verify(ActorSyncOptions options, TargetIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);

        var state = EngineStart.StateOf(options, identity);
        var store = EngineStart.StoreOf(options, identity, state);
        state.CheckRestored();
        try
        {
            return LostJournal.FlawOf(state, store) is { } lost ? new AuditVerdict([lost], Runs: 0, Records: 0, LastSeal: null, Unsealed: 0)
                : JournalHosting.JournalExists(store) ? Verify(JournalHosting.RowsOf(store), state.AuditAnchorFile, JournalHosting.PeopleOf(store, JournalAccess.Read)) with { MissingSealFile = MissingSealFile(state), IsOnServer = store is JournalStore.Postgres }
                : null;
        }
        catch (DbException exception)
        {
            throw new EngineStartException(ExitCode.Failed, $"The table of people cannot be read: {exception.Message}", exception);
        }
        catch (JournalUnavailableException exception)
        {
            throw new EngineStartException(ExitCode.Failed, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(ExitCode.Usage, state.Unusable(exception).Message, exception);
        }
    }

    /// <summary>The same of a journal that is there: what is cut in order while it is read looks as if it were missing.</summary>
    internal static AuditVerdict Verify(IJournalRows rows, string anchorFile, IPersonTable? people = null) =>
        new BesideCuts(rows).Read(_ => new AuditVerifier(rows, anchorFile, people).Verify()).Found;

    private static string? MissingSealFile(StateDirectory state) => File.Exists(state.AuditAnchorFile) ? null : state.AuditAnchorFile;
}
