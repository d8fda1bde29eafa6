using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Fields of a user that both APIs write alike.</summary>
internal static class UserFields
{
    /// <summary>A state that nobody knows counts as inactive: such a user is not written.</summary>
    public static UserState State(string state) => state switch
    {
        "active" => UserState.Active,
        "deleted" => UserState.Deleted,
        _ => UserState.Inactive,
    };

    /// <summary>The trimmed text, or null for a blank one.</summary>
    public static string? TrimmedOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
