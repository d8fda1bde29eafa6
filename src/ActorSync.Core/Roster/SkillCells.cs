namespace ActorSync.Core.Roster;

/// <summary>The texts of one stated skill; an empty one states nothing.</summary>
public ref struct SkillCells
{
    /// <summary>The skill's name.</summary>
    public ReadOnlySpan<char> Name { get; set; }

    /// <summary>The level.</summary>
    public ReadOnlySpan<char> Level { get; set; }

    /// <summary>Whether the level is a JSON number, which no culture changes.</summary>
    public bool LevelIsNumber { get; set; }

    /// <summary>The first day.</summary>
    public ReadOnlySpan<char> EffectiveDate { get; set; }

    /// <summary>The last valid day.</summary>
    public ReadOnlySpan<char> EndDate { get; set; }

    /// <summary>The raw text of the whole item; not needed in a sheet, where each cell is raw.</summary>
    public ReadOnlySpan<char> Raw { get; set; }

    /// <summary>The column that holds the whole item; null in a sheet, where each cell has its own.</summary>
    public string? Column { get; set; }
}
