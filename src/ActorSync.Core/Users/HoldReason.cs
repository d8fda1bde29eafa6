namespace ActorSync.Core.Users;

/// <summary>Why a user's operations are not written, with the remedy.</summary>
public static class HoldReason
{
    private const string DeletedUser =
        "The user has been deleted on the target, and ActorSync never restores users. Restore the user there, or take the person out of the source.";

    private const string InactiveUser =
        "The user is inactive on the target, and inactive users are not written. Activate the user there, or state the person as inactive.";

    /// <summary>The reason that a user's state gives, or null for an active one.</summary>
    public static string? For(UserState state) => state switch
    {
        UserState.Active => null,
        UserState.Inactive => InactiveUser,
        UserState.Deleted => DeletedUser,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}
