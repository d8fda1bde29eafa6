using ActorSync.Core.Users;

namespace ActorSync.Core.Users;

/// <summary>What a user actor is asked to do, and what it tells its partition. A closed family.</summary>
public abstract record UserMessage
{
    private UserMessage()
    {
    }

    /// <summary>Do this for the user; answered with <see cref="UserRead"/> or <see cref="UserSynced"/>.</summary>
    public sealed record Begin(IUserWork Work) : UserMessage;

    /// <summary>A read has ended.</summary>
    /// <param name="User">The user as known now.</param>
    /// <param name="Problem">Why it could not be read, or null.</param>
    /// <param name="Stop">Why the whole run has to stop, or null.</param>
    public sealed record UserRead(ObservedUser User, UserProblem? Problem, RunStop? Stop) : UserMessage
    {
        /// <summary>Whether the target has no such user any more, which is the <see cref="Problem"/>.</summary>
        public bool IsGone { get; init; }
    }

    /// <summary>The user is done, or waits for a resume.</summary>
    public sealed record UserSynced(UserId User, UserSyncResult Result) : UserMessage;
}
