using System.Collections.Immutable;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>Takes over the pauses that an earlier process was told; nobody in this one has been asked yet.</summary>
internal static class RestoredPauses
{
    /// <summary>Pauses what they concern and announces them; one of a token that this process does not use is dropped.</summary>
    public static void Restore(ImmutableArray<PauseBegan> pauses, RateBudget budget, TokenSupply supply, PauseAnnouncer announcer, int tokens, Moment now)
    {
        foreach (var pause in pauses)
        {
            var until = now.Elapsed + (pause.Until - now.Instant).ToTimeSpan();
            if (NamedLimit.TryParseLabel(pause.Scope, out var limit, out var route))
            {
                budget.Pause(limit, route, until);
            }
            else if (Enumerable.Range(0, tokens).Where(lane => Permit.LabelOf(lane) == pause.Scope).ToList() is [var lane])
            {
                budget.Pause(lane, until);
            }
            else if (pause.Scope == PauseBegan.LoginScope)
            {
                supply.Pause(until);
            }
            else
            {
                continue;
            }

            announcer.Note(pause.Scope, until, pause.Reason, now, isRestored: true);
        }
    }
}
