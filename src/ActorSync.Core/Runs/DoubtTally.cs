using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Gathers the writes in doubt of a run's users: those that were settled or given up, and those that an earlier process left open.</summary>
/// <remarks>Mutable and confined to the run's coordinator; what it lists is bounded.</remarks>
public sealed class DoubtTally
{
    private readonly List<(string Employee, WriteDoubt Doubt)> _listed = [];
    private readonly Dictionary<UserId, OpenDoubt> _open = [];
    private DoubtCounts _closed = DoubtCounts.None;

    /// <summary>All of them; one that is open is unsettled.</summary>
    public DoubtCounts Counts => _closed with { Unsettled = _closed.Unsettled + _open.Count };

    /// <summary>Those no longer open that were sent: of what a killed process left only what a read has found applied.</summary>
    public long Sent { get; private set; }

    /// <summary>Those that an earlier process left open and that are not settled yet.</summary>
    public int LeftOpen => _open.Count;

    /// <summary>The names by which a report calls skills and certifications.</summary>
    public TaxonomyNames Names { get; set; } = TaxonomyNames.None;

    /// <summary>Takes in a user's.</summary>
    /// <param name="employee">The person's employee id, or the user's id where none is known.</param>
    /// <param name="doubts">The user's writes in doubt that are not taken in yet.</param>
    public void Take(string employee, DoubtLog doubts)
    {
        ArgumentNullException.ThrowIfNull(doubts);

        _closed += doubts.Counts;
        Sent += doubts.Sent;
        var room = RunDoubts.ListLimit - _listed.Count;
        _listed.AddRange(doubts.Kept.Take(room).Select(doubt => (employee, doubt)));
    }

    /// <summary>Takes in the write that an earlier process of the run left open: it is unsettled until <see cref="Close"/>.</summary>
    /// <param name="user">The user; no user has more than one.</param>
    /// <param name="employee">The person's employee id, or the user's id where none is known.</param>
    /// <param name="operations">What the write carried.</param>
    /// <param name="known">What that process knew of it; null where it did not say, as one that was killed.</param>
    public void Open(UserId user, string employee, ImmutableArray<Operation> operations, IntentDoubt? known = null) =>
        _open[user] = new OpenDoubt(employee, operations, known);

    /// <summary>The user's open write is no longer open: what became of it is among the doubts that come with the user's result.</summary>
    public void Close(UserId user) => _open.Remove(user);

    /// <summary>Whether an earlier process left a write of the user open that is not settled yet.</summary>
    public bool IsOpen(UserId user) => _open.ContainsKey(user);

    /// <summary>What the report says.</summary>
    /// <param name="leftAt">Since when the open ones are in doubt of which nobody knows more.</param>
    public RunDoubts ToReport(Instant leftAt)
    {
        var open = _open.Values
            .OrderBy(doubt => doubt.Employee, StringComparer.Ordinal)
            .Select(doubt => (doubt.Employee, Doubt: WriteDoubt.LeftOpen(0, doubt.Operations, doubt.Known, leftAt)));
        return new(
            Counts,
            [
                .. open.Concat(_listed)
                    .Take(RunDoubts.ListLimit)
                    .Select(doubt => ReportedDoubt.Of(doubt.Employee, doubt.Doubt, Names))
                    .OrderBy(doubt => doubt.Employee, StringComparer.Ordinal)
                    .ThenBy(doubt => doubt.At),
            ]);
    }

    private sealed record OpenDoubt(string Employee, ImmutableArray<Operation> Operations, IntentDoubt? Known);
}
