namespace ActorSync.Engine.Tests.Contract;

/// <summary>How many requests the sandbox received, by its own count.</summary>
internal readonly record struct ReceivedCounts(long Reads, long Writes, long Tokens)
{
    public static ReceivedCounts operator -(ReceivedCounts left, ReceivedCounts right) =>
        new(left.Reads - right.Reads, left.Writes - right.Writes, left.Tokens - right.Tokens);
}
