namespace ActorSync.Core.Gateway;

/// <summary>How a request for a token ended. A closed family.</summary>
public abstract record TokenResult
{
    private TokenResult()
    {
    }

    /// <summary>There is a token.</summary>
    public sealed record Granted(TokenLease Lease) : TokenResult;

    /// <summary>The endpoint does not accept the client or its secret.</summary>
    public sealed record Refused(string Reason) : TokenResult;

    /// <summary>The endpoint did not answer in the end.</summary>
    public sealed record Unreachable(string Reason) : TokenResult
    {
        /// <summary>Before when it asked not to be asked again, monotonic; null where it did not.</summary>
        public TimeSpan? Until { get; init; }
    }

    /// <summary>The endpoint asks for a wait that is too long for this question: it is asked afresh after that.</summary>
    /// <param name="Reason">What it said, for a person.</param>
    /// <param name="Until">When it may be asked again, monotonic.</param>
    public sealed record Paused(string Reason, TimeSpan Until) : TokenResult;

    /// <summary>The endpoint throttles or failed in passing; asked again after a while.</summary>
    /// <param name="Reason">What happened, for a person.</param>
    /// <param name="IsThrottle">Whether it throttles, which takes a longer ladder.</param>
    /// <param name="Kind">What kind of failure it is, where it does not throttle.</param>
    /// <param name="AtLeast">The wait that it asks for, or null.</param>
    public sealed record TryAgain(string Reason, bool IsThrottle, TransientKind Kind, TimeSpan? AtLeast) : TokenResult
    {
        /// <summary>Whether it answered with success and there is no usable token in that: what answers so twice is no token endpoint.</summary>
        public bool IsNoToken { get; init; }

        /// <summary>How long to wait before it; null where it has failed often or long enough.</summary>
        public TimeSpan? Wait { get; init; }

        /// <summary>That try as a person is told of it; null where there is none.</summary>
        public AwaitedTry? Next { get; init; }
    }
}
