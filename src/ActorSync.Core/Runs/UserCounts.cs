namespace ActorSync.Core.Runs;

/// <summary>What became of the people in scope; <see cref="InScope"/> is always the sum of changed, unchanged, failed and held.</summary>
public sealed record UserCounts(long InScope, long Changed, long Unchanged, long Failed, long Held, long Unmatched)
{
    /// <summary>Nobody.</summary>
    public static readonly UserCounts None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Whether everybody is accounted for exactly once.</summary>
    public bool AddUp => InScope == Changed + Unchanged + Failed + Held;
}
