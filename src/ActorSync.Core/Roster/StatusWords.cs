namespace ActorSync.Core.Roster;

/// <summary>The words for an employment status; case, spaces, <c>_</c> and <c>-</c> do not matter.</summary>
public static class StatusWords
{
    private const int LongestWord = 32;

    /// <summary>Reads a status cell; null where it states nothing. Returns null, or what is wrong.</summary>
    public static CellProblem? Parse(ReadOnlySpan<char> cell, out EmploymentStatus? status)
    {
        status = null;
        if (CellToken.IsValueless(cell))
        {
            return null;
        }

        Span<char> folded = stackalloc char[LongestWord];
        var length = 0;
        foreach (var c in cell)
        {
            if (c is '_' or '-' || char.IsWhiteSpace(c))
            {
                continue;
            }

            if (length == LongestWord)
            {
                return Unknown();
            }

            folded[length++] = char.ToLowerInvariant(c);
        }

        status = folded[..length] switch
        {
            "active" => EmploymentStatus.Active,
            "onleave" => EmploymentStatus.OnLeave,
            "inactive" => EmploymentStatus.Inactive,
            "terminated" => EmploymentStatus.Terminated,
            _ => null,
        };
        return status is null ? Unknown() : null;
    }

    private static CellProblem Unknown() => new(
        RosterRule.StatusUnknown, "The status is not known. Write active, on leave, inactive or terminated, or leave the cell empty.");
}
