using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Cli.Output;

/// <summary>How the writes were settled whose outcome had not been known, as people read it.</summary>
internal static class DoubtsText
{
    /// <summary>The most writes shown; the JSON summary lists up to <see cref="RunDoubts.ListLimit"/>.</summary>
    public const int Shown = 10;

    /// <summary>Writes the counts and the first writes; nothing where no write was in doubt.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="doubts">The writes.</param>
    public static void Write(ReportWriter report, RunDoubts doubts)
    {
        if (doubts.Counts.Total == 0)
        {
            return;
        }

        report.Line("  " + Counts(doubts.Counts) + PerhapsSent(doubts.Listed), doubts.Counts.Unsettled > 0 ? Tone.Attention : Tone.Faint);
        foreach (var doubt in doubts.Listed.OrderBy(doubt => doubt.IsPerhapsUnsent).Take(Shown)) // Those that were surely sent first.
        {
            report.Line($"    {doubt.Employee}: {doubt.Wrote}; {doubt.Reason}; {Settled(doubt.Result)} {Figures.At(doubt.At)}", Tone.Faint);
        }

        var rest = doubts.Counts.Total - Math.Min(Shown, doubts.Listed.Length);
        if (rest > 0)
        {
            report.Line($"    … and {Figures.Count(rest)} more: --output json lists up to {Figures.Count(RunDoubts.ListLimit)}.", Tone.Faint);
        }
    }

    /// <summary><c>12 writes in doubt: 9 found applied, 3 found not applied.</c></summary>
    public static string Counts(DoubtCounts counts)
    {
        var parts = new List<string>();
        Add(counts.Applied, "found applied");
        Add(counts.NotApplied, "found not applied");
        Add(counts.InPart, "found applied in part");
        Add(counts.Unsettled, "still unknown");
        return $"{Figures.Count(counts.Total, "write", "writes")} in doubt: {string.Join(", ", parts)}.";

        void Add(long count, string words)
        {
            if (count > 0)
            {
                parts.Add($"{Figures.Count(count)} {words}");
            }
        }
    }

    // A killed process records what it intends, and not whether that was still waiting for its turn.
    private static string PerhapsSent(ImmutableArray<ReportedDoubt> listed) =>
        (listed.Any(doubt => doubt.IsPerhapsUnsent) ? " Whether a write was sent is not known where the process ended before an answer was recorded." : string.Empty)
        + (listed.Any(doubt => doubt.IsPerhapsAnothers)
            ? " What was found applied of a write that an earlier process left open may as well have been given by hand, and counts as that: `Policy:Removal` owned never removes it."
            : string.Empty);

    private static string Settled(DoubtResult result) => result switch
    {
        DoubtResult.Applied => "found applied",
        DoubtResult.NotApplied => "found not applied",
        DoubtResult.AppliedInPart => "found applied in part",
        DoubtResult.Unsettled => "still unknown since",
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };
}
