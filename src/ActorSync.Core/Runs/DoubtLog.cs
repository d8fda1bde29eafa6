using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The writes of one user in one run whose outcome had not been known: every one counted, the first ones kept.</summary>
/// <param name="Counts">All of them.</param>
/// <param name="Kept">The first <see cref="Limit"/>, in the order settled.</param>
public sealed record DoubtLog(DoubtCounts Counts, ImmutableArray<WriteDoubt> Kept)
{
    /// <summary>How many are kept of one user; the others are counted.</summary>
    public const int Limit = 8;

    /// <summary>No write in doubt.</summary>
    public static readonly DoubtLog None = new(DoubtCounts.None, []);

    /// <summary>Whether no write was in doubt.</summary>
    public bool IsEmpty => Counts.Total == 0;

    /// <summary>Those that were sent for all that is known; of those beyond <see cref="Limit"/> that is taken for granted, since a process leaves at most one open.</summary>
    public long Sent => Counts.Total - Kept.Count(doubt => doubt.IsPerhapsUnsent);

    /// <summary>The log with one more.</summary>
    public DoubtLog Add(WriteDoubt doubt)
    {
        ArgumentNullException.ThrowIfNull(doubt);

        return new(Counts.Count(doubt.Result), Kept.Length < Limit ? Kept.Add(doubt) : Kept);
    }

    /// <inheritdoc/>
    public bool Equals(DoubtLog? other) => other is not null && Counts == other.Counts && Kept.SequenceEqual(other.Kept);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Counts, Kept.Length);
}
