using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The users that share a key: how many, and the first few by id, so that a key shared by everybody costs no more than one shared by two.</summary>
/// <remarks>Nearly every key has one user, who needs no list.</remarks>
public readonly record struct Candidates
{
    /// <summary>How many ids are kept.</summary>
    public const int Shown = 5;

    /// <summary>Nobody.</summary>
    public static readonly Candidates None;

    private readonly UserId _only;
    private readonly ImmutableArray<UserId> _several;

    private Candidates(UserId only) => (_only, Count) = (only, 1);

    private Candidates(ImmutableArray<UserId> several, int count) => (_several, Count) = (several, count);

    /// <summary>The first ids, sorted; at most <see cref="Shown"/>.</summary>
    public ImmutableArray<UserId> First => Count switch
    {
        0 => [],
        1 => [_only],
        _ => _several,
    };

    /// <summary>How many users there are.</summary>
    public int Count { get; }

    /// <summary>The only user, or null when there is none or more than one.</summary>
    public UserId? Only => Count == 1 ? _only : null;

    /// <summary>The candidates with one more.</summary>
    public Candidates With(UserId user)
    {
        if (Count == 0)
        {
            return new(user);
        }

        var known = First;
        var at = ~known.BinarySearch(user);
        var first = at is >= 0 and < Shown ? known.Insert(at, user) : known;
        return new(first.Length > Shown ? first.RemoveAt(Shown) : first, Count + 1);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Count > First.Length ? $"{string.Join(", ", First)} and {Count - First.Length} more" : string.Join(", ", First);
}
