using System.Collections;

namespace ActorSync.Core.Users;

/// <summary>What an agent holds: ids with their values, each id once, sorted by id. Two equal holdings are equal values.</summary>
/// <remarks>Two arrays instead of a tree: an agent holds a handful of things, and a million agents are kept in memory.</remarks>
public sealed class Holdings<TId, TValue> : IEquatable<Holdings<TId, TValue>>, IEnumerable<KeyValuePair<TId, TValue>>
    where TId : IComparable<TId>, IEquatable<TId>
{
    // Up to here each is put into its place by itself.
    private const int Handful = 32;

    private readonly TId[] _ids;
    private readonly TValue[] _values;

    private Holdings(TId[] ids, TValue[] values)
    {
        _ids = ids;
        _values = values;
    }

    /// <summary>Nothing is held.</summary>
    public static Holdings<TId, TValue> Empty { get; } = new([], []);

    /// <summary>How many things are held.</summary>
    public int Count => _ids.Length;

    /// <summary>Builds holdings from pairs in any order; of an id that comes twice the last value stays.</summary>
    public static Holdings<TId, TValue> From(IEnumerable<KeyValuePair<TId, TValue>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);

        KeyValuePair<TId, TValue>[] given = [.. pairs];
        if (given.Length == 0)
        {
            return Empty;
        }

        // As a journal has them, there is nothing to sort; an answer has a handful in any order.
        return IsSorted(given) ? Of(given)
            : given.Length <= Handful ? OfHandful(given)
            : Of([.. given.Reverse().DistinctBy(pair => pair.Key).OrderBy(pair => pair.Key)]);
    }

    /// <summary>Whether the id is held, and its value.</summary>
    public bool TryGet(TId id, out TValue value)
    {
        var index = Array.BinarySearch(_ids, id);
        value = index >= 0 ? _values[index] : default!;
        return index >= 0;
    }

    /// <summary>Whether the id is held.</summary>
    public bool Contains(TId id) => Array.BinarySearch(_ids, id) >= 0;

    /// <summary>The same holdings with one value added or replaced.</summary>
    public Holdings<TId, TValue> With(TId id, TValue value)
    {
        var index = Array.BinarySearch(_ids, id);
        if (index >= 0)
        {
            var values = (TValue[])_values.Clone();
            values[index] = value;
            return new(_ids, values);
        }

        return new([.. _ids.AsSpan(0, ~index), id, .. _ids.AsSpan(~index)], [.. _values.AsSpan(0, ~index), value, .. _values.AsSpan(~index)]);
    }

    /// <summary>The same holdings without an id; unchanged where it is not held.</summary>
    public Holdings<TId, TValue> Without(TId id)
    {
        var index = Array.BinarySearch(_ids, id);
        return index < 0
            ? this
            : new([.. _ids.AsSpan(0, index), .. _ids.AsSpan(index + 1)], [.. _values.AsSpan(0, index), .. _values.AsSpan(index + 1)]);
    }

    /// <inheritdoc/>
    public bool Equals(Holdings<TId, TValue>? other) =>
        other is not null
        && _ids.AsSpan().SequenceEqual(other._ids)
        && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Holdings<TId, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (id, value) in this)
        {
            hash.Add(id);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TId, TValue>> GetEnumerator()
    {
        for (var index = 0; index < _ids.Length; index++)
        {
            yield return new(_ids[index], _values[index]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsSorted(KeyValuePair<TId, TValue>[] pairs)
    {
        for (var index = 1; index < pairs.Length; index++)
        {
            if (pairs[index - 1].Key.CompareTo(pairs[index].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Holdings<TId, TValue> OfHandful(ReadOnlySpan<KeyValuePair<TId, TValue>> given)
    {
        var sorted = new KeyValuePair<TId, TValue>[given.Length];
        var count = 0;
        foreach (var pair in given)
        {
            var place = count;
            while (place > 0 && sorted[place - 1].Key.CompareTo(pair.Key) > 0)
            {
                place--;
            }

            if (place > 0 && sorted[place - 1].Key.Equals(pair.Key))
            {
                sorted[place - 1] = pair;
                continue;
            }

            Array.Copy(sorted, place, sorted, place + 1, count - place);
            sorted[place] = pair;
            count++;
        }

        return Of(sorted[..count]);
    }

    private static Holdings<TId, TValue> Of(KeyValuePair<TId, TValue>[] sorted)
    {
        var (ids, values) = (new TId[sorted.Length], new TValue[sorted.Length]);
        for (var index = 0; index < sorted.Length; index++)
        {
            (ids[index], values[index]) = (sorted[index].Key, sorted[index].Value);
        }

        return new(ids, values);
    }
}
