namespace ActorSync.Core.Roster;

/// <summary>The most of each thing that one roster may hold; what is beyond is rejected with a finding, never cut in silence.</summary>
public static class RosterLimits
{
    /// <summary>Characters of an employee id; the longest documented one is far below.</summary>
    public const int IdLength = 256;

    /// <summary>Characters of an e-mail address; the standard allows 254.</summary>
    public const int EmailLength = 512;

    /// <summary>Items in one list of one person's row.</summary>
    public const int ItemsPerRow = 2_000;

    /// <summary>Rows of one person in the sheets of one kind, equal duplicates apart; comparing them is quadratic.</summary>
    public const int RowsPerPerson = 2_000;

    /// <summary>Characters of raw text that a finding shows.</summary>
    public const int RawLength = 200;

    /// <summary>Different undeclared names and ignored columns that are remembered for suggestions.</summary>
    public const int SeenNames = 1_000;
}
