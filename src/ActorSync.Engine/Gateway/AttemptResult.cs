using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>How one attempt went. A closed family.</summary>
internal abstract record AttemptResult
{
    private AttemptResult()
    {
    }

    /// <summary>A whole answer came.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body, possibly empty.</param>
    /// <param name="SentAt">When it was sent.</param>
    /// <param name="IsReadable">Whether the body is JSON or empty, or the status says enough by itself.</param>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Body, Moment SentAt, bool IsReadable) : AttemptResult;

    /// <summary>No connection was made: not a byte of the request has left.</summary>
    public sealed record NotConnected(string Reason) : AttemptResult;

    /// <summary>The request has left, and the target said that it has not taken it.</summary>
    public sealed record NotTaken(string Reason) : AttemptResult;

    /// <summary>The request may have arrived, and no whole answer came.</summary>
    public sealed record Broken(string Reason) : AttemptResult;

    /// <summary>An answer came whose body cannot be unpacked, or is larger than any answer may be.</summary>
    public sealed record Unreadable(string Reason) : AttemptResult;

    /// <summary>A pause began between permit and send; nothing was sent.</summary>
    public sealed record NotBegun : AttemptResult
    {
        /// <summary>The only instance.</summary>
        public static NotBegun Instance { get; } = new();
    }

    /// <summary>Another attempt may be made without asking anybody: a read failed in passing, or nothing left.</summary>
    /// <param name="Reason">What happened, for a person.</param>
    /// <param name="Kind">What kind of failure it is.</param>
    /// <param name="Wait">How long to wait before it; null where the request has failed often or long enough.</param>
    public sealed record Transient(string Reason, TransientKind Kind, TimeSpan? Wait) : AttemptResult
    {
        /// <summary>That attempt as a person is told of it; null where there is none.</summary>
        public AwaitedTry? Next { get; init; }
    }

    /// <summary>The request ends without another attempt.</summary>
    public sealed record Ended(TargetOutcome Outcome) : AttemptResult;
}
