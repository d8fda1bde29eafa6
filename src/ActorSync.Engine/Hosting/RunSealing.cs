using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Seals the audit log of a run that was closed, and keeps the seal beside the journal as well.</summary>
/// <param name="store">The journal.</param>
/// <param name="state">The target's state.</param>
/// <param name="log">The run log.</param>
internal sealed class RunSealing(JournalStore store, StateDirectory state, RunLogClient log)
{
    /// <summary>Seals the run that was closed last, where it is not sealed; null, or what a person has to know.</summary>
    public async Task<string?> SealAsync(RunHistory history)
    {
        if (history.Unsealed is not { } run)
        {
            return null;
        }

        try
        {
            var seal = await Task.Run(() => new RunSealer(new AuditLog(JournalHosting.RowsOf(store))).Seal(run, history.LastSeal));
            var events = await log.RecordAsync(new RunEvent.Sealed(seal));
            new AuditAnchor(run.Id.Value, seal.Digest.ToString(), events).Keep(state.AuditAnchorFile);
            return null;
        }
        catch (AuditFlawException flaw)
        {
            return $"The audit log is not as it was written, and run {run.Id} could not be sealed: {flaw.Message}. `actorsync verify-audit` tells more.";
        }
        catch (Exception cause) when (cause is EngineStartException or IOException or UnauthorizedAccessException)
        {
            return $"The audit log of run {run.Id} could not be sealed, and the next command that writes does it: {ReasonText.Sentence(cause.Message)}";
        }
    }
}
