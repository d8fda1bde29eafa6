using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Writes whose outcome had not been known, by how they were settled.</summary>
public sealed record DoubtCounts(long Applied, long NotApplied, long InPart, long Unsettled)
{
    /// <summary>No write in doubt.</summary>
    public static readonly DoubtCounts None = new(0, 0, 0, 0);

    /// <summary>All of them.</summary>
    public long Total => Applied + NotApplied + InPart + Unsettled;

    /// <summary>The counts with one write more.</summary>
    public DoubtCounts Count(DoubtResult result) => result switch
    {
        DoubtResult.Applied => this with { Applied = Applied + 1 },
        DoubtResult.NotApplied => this with { NotApplied = NotApplied + 1 },
        DoubtResult.AppliedInPart => this with { InPart = InPart + 1 },
        DoubtResult.Unsettled => this with { Unsettled = Unsettled + 1 },
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };

    /// <summary>The sum of two counts.</summary>
    public static DoubtCounts operator +(DoubtCounts left, DoubtCounts right) =>
        new(left.Applied + right.Applied, left.NotApplied + right.NotApplied, left.InPart + right.InPart, left.Unsettled + right.Unsettled);
}
