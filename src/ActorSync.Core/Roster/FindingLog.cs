using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Keeps the first findings in file and line order, whatever the order in which they are found.</summary>
internal sealed class FindingLog(int limit)
{
    private List<(RowRef Row, int Sequence, Finding Finding)> _kept = [];
    private int _sequence;

    public long Omitted { get; private set; }

    public void Add(RowRef row, Finding finding)
    {
        _kept.Add((row, _sequence++, finding));
        if (_kept.Count >= 2 * limit)
        {
            Trim();
        }
    }

    public ImmutableArray<Finding> ToFindings()
    {
        Trim();
        return [.. _kept.Select(kept => kept.Finding)];
    }

    private void Trim()
    {
        var ordered = _kept.OrderBy(kept => kept.Row).ThenBy(kept => kept.Sequence).ToList();
        Omitted += Math.Max(0, ordered.Count - limit);
        _kept = ordered.Count > limit ? ordered[..limit] : ordered;
    }
}
