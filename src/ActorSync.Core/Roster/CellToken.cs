namespace ActorSync.Core.Roster;

/// <summary>The words in a cell that say something of the value instead of being one.</summary>
public static class CellToken
{
    /// <summary>Says "none", as Workday has it.</summary>
    public const string Empty = "{empty}";

    /// <summary>Says "none", as MYOB has it.</summary>
    public const string Tilde = "~";

    /// <summary>Says "leave as is", as SAP SuccessFactors has it.</summary>
    public const string NoOverwrite = "&&NO_OVERWRITE&&";

    /// <summary>Whether the cell says "none".</summary>
    public static bool IsNone(ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        return text.Equals(Empty, StringComparison.OrdinalIgnoreCase) || text.SequenceEqual(Tilde);
    }

    /// <summary>Whether the cell says "leave as is".</summary>
    public static bool IsLeaveAsIs(ReadOnlySpan<char> cell) => cell.Trim().Equals(NoOverwrite, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the cell carries no value of its own: blank, "none" or "leave as is".</summary>
    public static bool IsValueless(ReadOnlySpan<char> cell) => cell.IsWhiteSpace() || IsNone(cell) || IsLeaveAsIs(cell);
}
