using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>What a run's report says of the writes whose outcome had not been known.</summary>
/// <param name="Counts">All of them, over every resume.</param>
/// <param name="Listed">At most <see cref="ListLimit"/> of them, by employee and time.</param>
public sealed record RunDoubts(DoubtCounts Counts, ImmutableArray<ReportedDoubt> Listed)
{
    /// <summary>How many writes in doubt a report lists; the others are counted.</summary>
    public const int ListLimit = 200;

    /// <summary>No write was in doubt.</summary>
    public static readonly RunDoubts None = new(DoubtCounts.None, []);

    /// <inheritdoc/>
    public bool Equals(RunDoubts? other) => other is not null && Counts == other.Counts && Listed.SequenceEqual(other.Listed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Counts, Listed.Length);
}
