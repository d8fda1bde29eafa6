using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Reads a target's journal as it is stored, without an actor and beside a process that writes it.</summary>
internal static class StoredJournal
{
    /// <summary>What <paramref name="read"/> reads; null where nothing was ever journalled for this target.</summary>
    /// <exception cref="EngineStartException">The journal cannot be read, or is not as it was written.</exception>
    /// <exception cref="StateMismatchException">A restore has not ended, or the journal was lost.</exception>
    public static T? Read<T>(ActorSyncOptions options, TargetIdentity identity, Func<StateDirectory, JournalStore, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);

        var state = EngineStart.StateOf(options, identity);
        var store = EngineStart.StoreOf(options, identity, state);
        state.CheckRestored();
        try
        {
            LostJournal.Check(state, store);
            return JournalHosting.JournalExists(store) ? read(state, store) : null;
        }
        catch (AuditFlawException exception)
        {
            throw EngineStartException.OfFlaw(exception);
        }
        catch (UnreadablePayloadException exception)
        {
            var remedy = exception.IsOfNewerVersion ? string.Empty : " Restore it from a backup; actorsync verify-audit tells what is left in order.";
            throw new EngineStartException(ExitCode.Failed, exception.Message + remedy, exception);
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
}
