using System.Globalization;

namespace ActorSync.Core.Roster;

/// <summary>Finds numeric ids that are shorter than nearly all others, as a spreadsheet leaves them when it drops leading zeros.</summary>
internal static class IdWidths
{
    /// <summary>The share of ids that must have one width before another is worth a warning.</summary>
    private const double NormShare = 0.9;

    private static readonly string Column = SheetColumns.NameOf(SheetColumn.EmployeeId);

    public static void Warn(IReadOnlyDictionary<EmployeeId, PersonDraft> people, Action<RowRef, string, CellProblem, string> warn)
    {
        var widths = new int[RosterLimits.IdLength + 1];
        foreach (var id in people.Keys)
        {
            if (IsNumeric(id.Value))
            {
                widths[id.Value.Length]++;
            }
        }

        var norm = Array.IndexOf(widths, widths.Max());
        if (widths[norm] <= people.Count * NormShare)
        {
            return;
        }

        foreach (var (id, draft) in people)
        {
            if (id.Value.Length < norm && IsNumeric(id.Value))
            {
                warn(draft.Seen, Column, Problem(id.Value, norm), id.Value);
            }
        }
    }

    private static CellProblem Problem(string id, int norm) => new(
        RosterRule.IdWidth,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Nearly all ids have {norm} digits, this one has {id.Length}; a spreadsheet may have dropped leading zeros. "
                + $"If '{id.PadLeft(norm, '0')}' is meant, correct the export; nothing is changed unasked."));

    private static bool IsNumeric(string id) => id.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
