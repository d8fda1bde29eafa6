namespace ActorSync.Core.Roster;

/// <summary>The texts of one stated certification; an empty one states nothing.</summary>
public ref struct CertificationCells
{
    /// <summary>The certification's name.</summary>
    public ReadOnlySpan<char> Name { get; set; }

    /// <summary>The issue date.</summary>
    public ReadOnlySpan<char> IssuedOn { get; set; }

    /// <summary>The expiry date.</summary>
    public ReadOnlySpan<char> ExpiresOn { get; set; }

    /// <summary>The renewal word.</summary>
    public ReadOnlySpan<char> Renewal { get; set; }

    /// <summary>The raw text of the whole item; not needed in a sheet, where each cell is raw.</summary>
    public ReadOnlySpan<char> Raw { get; set; }

    /// <summary>The column that holds the whole item; null in a sheet, where each cell has its own.</summary>
    public string? Column { get; set; }
}
