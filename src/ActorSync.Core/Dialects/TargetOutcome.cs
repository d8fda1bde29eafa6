using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>How a request ended, after the gateway did what it may do about 429s, expired tokens and transient failures. A closed family.</summary>
public abstract record TargetOutcome
{
    private TargetOutcome()
    {
    }

    /// <summary>The target answered for good: any status but 429, a mended 401, and the transient ones of a read.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body, decoded, possibly empty.</param>
    /// <param name="SentAt">When the attempt that was answered was sent.</param>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Body, Instant SentAt) : TargetOutcome;

    /// <summary>A write may or may not have been applied: time-out, reset, 5xx, an answer that cannot be read.</summary>
    public sealed record InDoubt(string Reason) : TargetOutcome;

    /// <summary>The request was certainly not applied: the address never answered, or a read failed after every retry.</summary>
    public sealed record Unreachable(string Reason) : TargetOutcome
    {
        /// <summary>Whether the token endpoint was asked, and not the API.</summary>
        public bool AtLogin { get; init; }

        /// <summary>Whether the target has not answered anything of use since the process began, so that asking again would only repeat what was tried.</summary>
        public bool NeverAnswered { get; init; }
    }

    /// <summary>The token endpoint or a refreshed token was refused.</summary>
    public sealed record CredentialsRefused(string Reason) : TargetOutcome;

    /// <summary>The request was not sent, or not once more, because the gateway is stopping or the target asked for a pause longer than allowed.</summary>
    /// <param name="Until">When the target's pause ends, or null when the gateway is stopping.</param>
    public sealed record NotSent(Instant? Until) : TargetOutcome
    {
        /// <summary>Whether attempts were made before, the last of which came to nothing for another reason than a 429.</summary>
        public bool WasTried { get; init; }
    }

    /// <summary>The request was not sent, because its turn came after <see cref="TargetRequest.GoodUntil"/>.</summary>
    public sealed record TooLate : TargetOutcome
    {
        /// <summary>The only instance needed.</summary>
        public static readonly TooLate Instance = new();
    }
}
