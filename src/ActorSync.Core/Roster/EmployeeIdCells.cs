namespace ActorSync.Core.Roster;

/// <summary>What an employee id must be to name a person.</summary>
internal static class EmployeeIdCells
{
    public static readonly CellProblem MixedScript = new(
        RosterRule.MixedScript, "Letters of different scripts that look alike stand side by side. Check that the text is what HR has.");

    public static readonly CellProblem TooManyRows = new(
        RosterRule.RowsTooMany, $"This person has more than {RosterLimits.RowsPerPerson} different rows in sheets of this kind. Remove what is not needed.");

    private static readonly CellProblem Missing = new(RosterRule.IdMissing, "The employee id is missing. Write it, or remove the row.");

    private static readonly CellProblem Unreadable = new(
        RosterRule.IdUnreadable, $"The employee id holds a control character or a line break, or more than {RosterLimits.IdLength} characters. Correct it.");

    /// <summary>Returns null where the cell names somebody, or what is wrong.</summary>
    public static CellProblem? Check(ReadOnlySpan<char> cell)
    {
        var id = cell.Trim();
        if (CellToken.IsValueless(id))
        {
            return Missing;
        }

        return id.Length > RosterLimits.IdLength || CellText.HasControl(id) ? Unreadable : null;
    }
}
