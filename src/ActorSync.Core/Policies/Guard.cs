using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Policies;

/// <summary>Holds a run that would take away too much, or whose source shrank too much, before anything is written.</summary>
public static class Guard
{
    // Stands before the items of a reason, and nowhere else in it but within them.
    private const string ItemsMark = ": ";

    /// <summary>Judges a decided run.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="mode">Row counts are compared in <see cref="SourceMode.Full"/> only.</param>
    /// <param name="tally">What the run would do.</param>
    /// <param name="rows">The rows of this run's files.</param>
    /// <param name="remembered">The rows of the last accepted files of this source, or null for none.</param>
    /// <param name="acceptReason">Why exceeded limits are accepted, or null or blank.</param>
    public static GuardVerdict Judge(
        GuardLimits limits, SourceMode mode, GuardTally tally, RowCountMemory rows, RowCountMemory? remembered, string? acceptReason)
    {
        ImmutableArray<string> reasons =
        [
            .. Removals(limits, tally),
            .. mode is SourceMode.Full && remembered is not null ? RowDrops(limits, rows, remembered) : [],
        ];

        if (reasons.IsEmpty)
        {
            return GuardVerdict.Pass;
        }

        return string.IsNullOrWhiteSpace(acceptReason)
            ? new(GuardOutcome.Hold, reasons, null)
            : new(GuardOutcome.Overridden, reasons, acceptReason.Trim());
    }

    /// <summary>The part of a reason that shows items and so may name people; empty where it has counts alone.</summary>
    public static string ItemsIn(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);

        var at = reason.IndexOf(ItemsMark, StringComparison.Ordinal);
        return at < 0 ? string.Empty : reason[(at + ItemsMark.Length)..];
    }

    private static IEnumerable<string> Removals(GuardLimits limits, GuardTally tally)
    {
        var isPercentApplied = tally.PeopleInScope >= limits.MinimumPopulation;
        if (isPercentApplied && tally.Removals * 100m > limits.MaxRemovalsPercent * tally.ManagedHeld)
        {
            var allows = Text($"{limits.MaxRemovalsPercent:0.##} % of {tally.ManagedHeld} managed {(tally.ManagedHeld == 1 ? "assignment" : "assignments")}");
            var takes = Text($"{tally.Removals} ({Percent(tally.Removals, tally.ManagedHeld)} %)");
            yield return $"Guard:MaxRemovalsPercent allows {allows} to be removed or ended early, and this run would take {takes}. {First(tally)}";
        }

        if (limits.MaxRemovals is { } most && tally.Removals > most)
        {
            yield return Text(
                $"Guard:MaxRemovals allows {most} {(most == 1 ? "removal or early ending" : "removals and early endings")}, and this run would take {tally.Removals}. {First(tally)}");
        }
    }

    private static IEnumerable<string> RowDrops(GuardLimits limits, RowCountMemory rows, RowCountMemory remembered)
    {
        foreach (var (kind, before) in remembered.Rows)
        {
            // A kind of sheet that is not among the files states nothing, so it has not shrunk.
            if (rows.Rows.TryGetValue(kind, out var now) && (before - now) * 100m > limits.MaxRowDropPercent * before)
            {
                var allows = Text($"{limits.MaxRowDropPercent:0.##} % fewer rows than the last accepted file");
                var has = Text($"{now} instead of {before} ({Percent(before - now, before)} % fewer)");
                yield return $"Guard:MaxRowDropPercent allows {allows}, and the {Name(kind)} has {has}.";
            }
        }
    }

    private static string First(GuardTally tally)
    {
        var items = tally.FirstItems;
        var label = tally.Removals > items.Length ? $"The first {items.Length}" : items.Length == 1 ? "It is" : "They are";
        return $"{label}{ItemsMark}{string.Join(", ", items)}.";
    }

    private static string Name(SheetKind kind) => kind switch
    {
        SheetKind.Person => "person sheet",
        SheetKind.Skill => "skill sheet",
        SheetKind.Certification => "certification sheet",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown sheet."),
    };

    // Rounded up, so that a count just above the limit never reads as the limit itself.
    private static string Percent(long part, long whole) =>
        whole == 0 ? "100" : (Math.Ceiling(part * 10_000m / whole) / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
