using System.Text;
using ActorSync.Core.Audit;

namespace ActorSync.Core.Runs;

/// <summary>Takes text out of what the run log remembers, while what was sealed of it stays provable.</summary>
public static class RunRedaction
{
    /// <summary>Whether an event is of a kind that text is taken out of: one with a summary. Whatever else is shortened was shortened by another hand.</summary>
    public static bool MayShorten(RunEvent stored) => stored is RunEvent.Decided or RunEvent.Interrupted { Summary: not null } or RunEvent.Closed;

    /// <summary>The event with less in its summary; null where it has none, or nothing is taken out.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="redact">The summary's JSON with less in it; null where nothing is taken out.</param>
    public static RunEvent? Of(RunEvent stored, Func<string, string?> redact)
    {
        ArgumentNullException.ThrowIfNull(redact);

        return stored switch
        {
            RunEvent.Decided decided when redact(decided.Summary) is { } summary => decided with { Summary = summary },
            RunEvent.Interrupted { Summary: { } text } interrupted when redact(text) is { } summary => interrupted with { Summary = summary },
            RunEvent.Closed closed when redact(closed.Summary) is { } summary => closed with
            {
                Summary = summary,
                SummaryDigest = closed.SummaryDigest ?? Digest.Of(Encoding.UTF8.GetBytes(closed.Summary)),
            },
            _ => null,
        };
    }
}
