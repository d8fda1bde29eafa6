using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>What the head of a CSV file can hold it for.</summary>
internal static class CsvHolds
{
    /// <summary>Holds the file where its head gives reason to; false where its rows cannot be read at all.</summary>
    public static bool Check(CsvHead head, SourceReading reading)
    {
        var rows = reading.Rows;
        var layout = head.Layout;
        var key = SheetColumns.NameOf(SheetColumn.EmployeeId);

        if (head.Headers.Any(header => header.Contains('\uFFFD', StringComparison.Ordinal)))
        {
            reading.HoldUndecodable(1);
        }

        if (!layout.HasKey)
        {
            foreach (var column in layout.Matches.Keys)
            {
                rows.Found(column);
            }

            rows.Ignore(layout.Ignored);
            rows.Hold(1, key, RosterRule.KeyColumnMissing, KeyMissing(head), canBeAccepted: false);
        }

        foreach (var column in layout.Duplicates)
        {
            var name = SheetColumns.NameOf(column);
            rows.Hold(
                1, name, RosterRule.ColumnsDuplicate, $"The column {name} stands in the file more than once. Remove or rename the others.", canBeAccepted: false);
        }

        if (layout.Kind is null)
        {
            rows.Hold(
                1,
                string.Empty,
                RosterRule.SheetUnclear,
                "The columns are those of more than one sheet (skill, certification, or lists of a person sheet). Give each sheet as a file of its own.",
                canBeAccepted: false);
        }

        if (head.IsAmbiguous)
        {
            rows.Hold(
                1,
                string.Empty,
                RosterRule.DelimiterAmbiguous,
                "The header can be read with more than one delimiter. Declare Source:Delimiter (comma, semicolon, tab or pipe).",
                canBeAccepted: true);
        }

        return !rows.IsHeldForGood;
    }

    private static string KeyMissing(CsvHead head)
    {
        const int shown = 20;
        var headers = string.Join(", ", head.Headers.Take(shown).Select(header => $"'{header.Trim()}'"));
        return $"The key column employee_id is missing; the columns are {headers}. Export it, or map it with Source:Columns (employee_id to its header).";
    }
}
