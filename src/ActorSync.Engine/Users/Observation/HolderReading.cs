using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Users.Observation;

/// <summary>Reads who holds each managed skill, or each managed certification, where that takes fewer requests than a read per user.</summary>
/// <remarks>
/// What lists would still cost is known from their first pages, else from the ledger's counts, and is at least one page a list. It is
/// weighed again after each first page, against one read per person, and the lists are left as soon as they are not the cheaper way.
/// </remarks>
internal sealed class HolderReading<TId, TValue>
    where TId : struct, IComparable<TId>, IEquatable<TId>
{
    private readonly IReadOnlyList<(TId Id, int? Known, ListingRead<UserId, KeyValuePair<UserId, TValue>> List)> _lists;
    private readonly FoundPageSize _found = new();
    private readonly int _pageSize;

    /// <summary>Prepares the lists.</summary>
    /// <param name="ids">The managed ids that the target has.</param>
    /// <param name="knownCount">How many users hold an id, or null where the ledger does not know.</param>
    /// <param name="list">The list of an id, and the page size that all of them share.</param>
    /// <param name="pageSize">The largest page of such a list.</param>
    public HolderReading(
        IEnumerable<TId> ids, Func<TId, int?> knownCount, Func<TId, FoundPageSize, ListingRead<UserId, KeyValuePair<UserId, TValue>>> list, int pageSize)
    {
        _lists = [.. ids.Order().Select(id => (id, knownCount(id), list(id, _found)))];
        _pageSize = pageSize;
    }

    /// <summary>What each holder holds of the managed names, or null where the lists are not the cheaper way or cannot be trusted: then every user is read singly.</summary>
    public Dictionary<UserId, List<KeyValuePair<TId, TValue>>>? Holders { get; private set; }

    /// <summary>When the oldest request was sent on which <see cref="Holders"/> rests.</summary>
    public Instant OldestSentAt { get; private set; } = Instant.MaxValue;

    /// <summary>Reads the lists as long as they cost less than <paramref name="people"/> reads.</summary>
    public async Task<ObservationFailure?> ReadAsync(int people, CancellationToken cancellationToken) =>
        await ReadListsAsync(people, cancellationToken) switch
        {
            // Somebody deleted it after the taxonomy was read: who held it is to be read singly.
            ObservationFailure.NotThere => null,

            // However few of them are asked for at once: one user's own holdings are less.
            ObservationFailure.TooLarge => null,
            var failure => failure,
        };

    private async Task<ObservationFailure?> ReadListsAsync(int people, CancellationToken cancellationToken)
    {
        for (var read = 0; read < _lists.Count; read++)
        {
            if (PagesToCome(read) >= people)
            {
                return null;
            }

            if (await _lists[read].List.FirstAsync(cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        if (_lists.Count > 0 && PagesToCome(_lists.Count) >= people)
        {
            return null;
        }

        foreach (var (_, _, list) in _lists)
        {
            if (await list.RestAsync(cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        // A list that came short would make a holder look like somebody without: that is unknown, not none.
        Holders = _lists.All(entry => entry.List.IsWhole) ? ByUser() : null;
        return null;
    }

    private int PagesToCome(int firstPagesRead)
    {
        var pageSize = _found.Size ?? _pageSize;
        return _lists.Take(firstPagesRead).Sum(entry => entry.List.PagesToCome)
            + _lists.Skip(firstPagesRead).Sum(entry => Math.Max(1, ((entry.Known ?? 0) + pageSize - 1) / pageSize));
    }

    private Dictionary<UserId, List<KeyValuePair<TId, TValue>>> ByUser()
    {
        var holders = new Dictionary<UserId, List<KeyValuePair<TId, TValue>>>();
        foreach (var (id, _, list) in _lists)
        {
            OldestSentAt = Instant.Min(OldestSentAt, list.OldestSentAt);
            foreach (var (user, value) in list.Rows)
            {
                if (!holders.TryGetValue(user, out var held))
                {
                    holders.Add(user, held = []);
                }

                held.Add(new(id, value));
            }
        }

        return holders;
    }
}
