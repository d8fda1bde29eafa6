using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>Seals the audit log of a run that was closed, and keeps the seal beside the journal as well.</summary>
/// <param name="store">The journal.</param>
/// <param name="state">The target's state.</param>
/// <param name="log">The run log.</param>
/// <param name="time">The time.</param>
internal sealed class RunSealing(JournalStore store, StateDirectory state, RunLogClient log, TimeProvider time)
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
            var seal = await MakeAsync(run, history.LastSeal);
            var events = await log.RecordAsync(new RunEvent.Sealed(seal));
            new AuditAnchor(run.Id.Value, seal.Digest.ToString(), events).Keep(state.AuditAnchorFile);
            return null;
        }
        catch (AuditFlawException flaw)
        {
            return $"The audit log is not as it was written, and run {run.Id} could not be sealed: {flaw.Message}. `actorsync verify-audit` tells more.";
        }
        catch (Exception cause) when (cause is EngineStartException or JournalUnavailableException or IOException or UnauthorizedAccessException)
        {
            return $"The audit log of run {run.Id} could not be sealed, and the next command that writes does it: {ReasonText.Sentence(cause.Message)}";
        }
    }

    // A connection from before the storage was away breaks at its first use, and the next one does not.
    private async Task<RunSeal> MakeAsync(RunRecord run, RunSeal? last)
    {
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            Duration wait;
            try
            {
                return await Task.Run(() => new RunSealer(new AuditLog(JournalHosting.RowsOf(store))).Seal(run, last));
            }
            catch (JournalUnavailableException cause) when (cause.MayPass && StoragePatience.OfReads.Wait(failures, Duration.FromTimeSpan(time.GetElapsedTime(began))) is { } next)
            {
                wait = next;
            }

            await Task.Delay(wait.ToTimeSpan(), time);
        }
    }
}
