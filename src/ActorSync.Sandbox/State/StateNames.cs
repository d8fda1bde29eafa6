namespace ActorSync.Sandbox.State;

/// <summary>The names of states as both dialects write them.</summary>
internal static class StateNames
{
    public const string Active = "active";
    public const string Inactive = "inactive";
    public const string Deleted = "deleted";

    public static string NameOf(UserState state) => state switch
    {
        UserState.Active => Active,
        UserState.Inactive => Inactive,
        UserState.Deleted => Deleted,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>Returns the state with exactly this name, or null.</summary>
    public static UserState? Parse(string? name) => name switch
    {
        Active => UserState.Active,
        Inactive => UserState.Inactive,
        Deleted => UserState.Deleted,
        _ => null,
    };
}
