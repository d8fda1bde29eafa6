using System.Collections;

namespace ActorSync.Core.Users;

/// <summary>What is wanted of a person's values: a wish for each id that is spoken of, sorted by id.</summary>
/// <remarks>A sorted list instead of a tree: a statement speaks of a handful of values, and each person of a run has one.</remarks>
internal sealed class Wishes<TId, TWish> : IEnumerable<KeyValuePair<TId, TWish>>
    where TId : IComparable<TId>
{
    private readonly List<KeyValuePair<TId, TWish>> _wishes = [];

    /// <summary>Sets the wish for an id, in place of an earlier one.</summary>
    public TWish this[TId id]
    {
        set
        {
            if (IndexOf(id) is var index && index >= 0)
            {
                _wishes[index] = new(id, value);
            }
            else
            {
                _wishes.Insert(~index, new(id, value));
            }
        }
    }

    /// <summary>Whether the id is spoken of.</summary>
    public bool ContainsKey(TId id) => IndexOf(id) >= 0;

    /// <summary>Sets the wish for an id unless there is one.</summary>
    public void TryAdd(TId id, TWish wish)
    {
        if (IndexOf(id) is var index && index < 0)
        {
            _wishes.Insert(~index, new(id, wish));
        }
    }

    /// <summary>The wishes by id.</summary>
    public List<KeyValuePair<TId, TWish>>.Enumerator GetEnumerator() => _wishes.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator<KeyValuePair<TId, TWish>> IEnumerable<KeyValuePair<TId, TWish>>.GetEnumerator() => _wishes.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _wishes.GetEnumerator();

    // The place of the id, or the complement of where it belongs.
    private int IndexOf(TId id)
    {
        var (low, high) = (0, _wishes.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (_wishes[middle].Key.CompareTo(id))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }
}
