namespace ActorSync.Core.Gateway;

/// <summary>How one attempt went. A closed family.</summary>
public abstract record AttemptResult
{
    private AttemptResult()
    {
    }

    /// <summary>Whether it shows the target at work: any answer of its own but an error of the server's, a 429 for one.</summary>
    public bool IsAtWork => this is Answered { IsReadable: true, Status: < AnswerStatus.FirstServerError };

    /// <summary>What it comes to where not a byte of the request had left when it failed.</summary>
    public AttemptResult WithNothingLeft() => this is Broken broken ? new NotConnected(broken.Reason) : this;

    /// <summary>A whole answer came.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body, possibly empty.</param>
    /// <param name="SentAt">When it was sent.</param>
    /// <param name="IsReadable">Whether the body is JSON or empty, or the status says enough by itself, see <see cref="AnswerStatus.SaysEnough"/>.</param>
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

    /// <summary>What the request rests on had grown too old; nothing was sent.</summary>
    public sealed record TooLate : AttemptResult
    {
        /// <summary>The only instance.</summary>
        public static TooLate Instance { get; } = new();
    }
}
