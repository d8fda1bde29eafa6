using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ActorSync.Sandbox.State;

/// <summary>Things with an id and a name, in the order in which they came.</summary>
internal sealed class Catalogue<T>
    where T : class, INamed
{
    private readonly Lock _gate = new();
    private readonly List<T> _rows = [];
    private readonly ConcurrentDictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private ImmutableArray<T> _snapshot = [];

    /// <summary>All rows, as they are now.</summary>
    public ImmutableArray<T> Rows
    {
        get
        {
            lock (_gate)
            {
                if (_snapshot.IsDefault)
                {
                    _snapshot = [.. _rows];
                }

                return _snapshot;
            }
        }
    }

    public T? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a row, or replaces the one with the same id at its place.</summary>
    public void Put(T row)
    {
        lock (_gate)
        {
            if (_slots.TryGetValue(row.Id, out var slot))
            {
                _rows[slot] = row;
            }
            else
            {
                _slots[row.Id] = _rows.Count;
                _rows.Add(row);
            }

            _byId[row.Id] = row;
            _snapshot = default;
        }
    }
}
