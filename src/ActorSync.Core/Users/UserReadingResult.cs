using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What became of one read of a user. A closed family.</summary>
public abstract record UserReadingResult
{
    private UserReadingResult()
    {
    }

    /// <summary>The answer was folded in; the reading goes on or is complete.</summary>
    public sealed record Goes(UserReading Reading) : UserReadingResult;

    /// <summary>The answer is no use or does not know the user, which a target says in passing: wait, and send the same read again.</summary>
    public sealed record Later(UserReading Reading, Duration Wait) : UserReadingResult;

    /// <summary>The target does not know the user, however often it is asked.</summary>
    public sealed record Gone(string Reason) : UserReadingResult;

    /// <summary>The answer is no use for this user.</summary>
    public sealed record Unreadable(string Reason) : UserReadingResult;

    /// <summary>The client may not see this user, and no permission is named: the user is in another division perhaps.</summary>
    public sealed record Forbidden(string Reason) : UserReadingResult;

    /// <summary>The whole run has to stop.</summary>
    public sealed record Stopped(RunStop Stop) : UserReadingResult;
}
