using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>Up to which seal the journal has been kept long enough.</summary>
public static class RetentionRule
{
    /// <summary>How long it is cut at most once: each cut stores the state of everybody once more.</summary>
    public static readonly Duration Between = Duration.FromDays(1);

    /// <summary>The place of the last seal whose run ended long enough ago; null where there is none beyond what was cut before, or that was just now.</summary>
    /// <param name="seals">The seals in order.</param>
    /// <param name="history">Their runs.</param>
    /// <param name="cut">How many seals were cut before.</param>
    /// <param name="cutAt">When, or null where that never was.</param>
    /// <param name="keep">For how long what a run did is kept.</param>
    /// <param name="now">The instant.</param>
    public static int? CutAt(IReadOnlyList<RunSeal> seals, RunHistory history, int cut, Instant? cutAt, Duration keep, Instant now)
    {
        ArgumentNullException.ThrowIfNull(seals);
        ArgumentNullException.ThrowIfNull(history);

        if (cutAt is { } last && now - last < Between)
        {
            return null;
        }

        // In order: what is cut ends with the first run that is to be kept.
        var at = cut;
        while (at < seals.Count && history.Find(seals[at].Run)?.End is { At: var ended } && now - ended > keep)
        {
            at++;
        }

        return at > cut ? at - 1 : null;
    }
}
