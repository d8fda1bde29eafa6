using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The users that share a key: how many, and the first few by id, so that a key shared by everybody costs no more than one shared by two.</summary>
/// <param name="First">The first ids, sorted; at most <see cref="Shown"/>.</param>
/// <param name="Count">How many users there are.</param>
public readonly record struct Candidates(ImmutableArray<UserId> First, int Count)
{
    /// <summary>How many ids are kept.</summary>
    public const int Shown = 5;

    /// <summary>Nobody.</summary>
    public static readonly Candidates None = new([], 0);

    /// <summary>The only user, or null when there is none or more than one.</summary>
    public UserId? Only => Count == 1 ? First[0] : null;

    /// <summary>The candidates with one more.</summary>
    public Candidates With(UserId user)
    {
        var at = ~First.BinarySearch(user);
        var first = at is >= 0 and < Shown ? First.Insert(at, user) : First;
        return new(first.Length > Shown ? first.RemoveAt(Shown) : first, Count + 1);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Count > First.Length ? $"{string.Join(", ", First)} and {Count - First.Length} more" : string.Join(", ", First);
}
