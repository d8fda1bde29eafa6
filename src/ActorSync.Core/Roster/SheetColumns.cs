namespace ActorSync.Core.Roster;

/// <summary>The names of the columns in the contract.</summary>
public static class SheetColumns
{
    private static readonly string[] Names =
    [
        "employee_id", "email", "status", "skills", "certifications", "skill", "level", "effective_date", "end_date", "certification",
        "issued_on", "expires_on", "renewal",
    ];

    private static readonly Dictionary<HeaderKey, SheetColumn> ByKey = Enum.GetValues<SheetColumn>().ToDictionary(column => new HeaderKey(NameOf(column)));

    /// <summary>Every column, in the contract's order.</summary>
    public static IReadOnlyList<SheetColumn> All { get; } = Enum.GetValues<SheetColumn>();

    /// <summary>The column's name in the contract: <c>employee_id</c>.</summary>
    public static string NameOf(SheetColumn column) => Names[(int)column];

    /// <summary>The column of that name under the header fold, or null.</summary>
    public static SheetColumn? Find(HeaderKey key) => ByKey.TryGetValue(key, out var column) ? column : null;
}
