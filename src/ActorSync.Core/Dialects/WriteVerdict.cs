using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>What an answer to a user's write means. A closed family.</summary>
public abstract record WriteVerdict
{
    private WriteVerdict()
    {
    }

    /// <summary>Everything that the write carried is applied.</summary>
    /// <param name="Now">The user after the write, as far as the answer tells.</param>
    public sealed record Applied(ObservedUser Now) : WriteVerdict;

    /// <summary>The version clashed, or the answer does not show what was written: read past every cache, diff again, retry within bounds.</summary>
    public sealed record ReadAgain(string Reason, bool IsClash) : WriteVerdict;

    /// <summary>The user is not there (404): re-checked once, then reported, never acted on.</summary>
    public sealed record Gone(string Reason) : WriteVerdict;

    /// <summary>The write was refused and not applied; repeating it would not help.</summary>
    public sealed record Refused(string Reason) : WriteVerdict;

    /// <summary>The client may not touch this user (403), and no permission is named: the user is in another division perhaps.</summary>
    public sealed record Forbidden(string Reason) : WriteVerdict;

    /// <summary>A permission is missing, for whichever user (403 that names it).</summary>
    public sealed record PermissionMissing(string Reason) : WriteVerdict;
}
