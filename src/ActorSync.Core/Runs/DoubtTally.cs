namespace ActorSync.Core.Runs;

/// <summary>Gathers the writes in doubt of a run's users.</summary>
/// <remarks>Mutable and confined to the run's coordinator; what it lists is bounded.</remarks>
public sealed class DoubtTally
{
    private readonly List<ReportedDoubt> _listed = [];

    /// <summary>All of them.</summary>
    public DoubtCounts Counts { get; private set; } = DoubtCounts.None;

    /// <summary>Takes in a user's.</summary>
    /// <param name="employee">The person's employee id, or the user's id where none is known.</param>
    /// <param name="doubts">The user's writes in doubt that are not taken in yet.</param>
    public void Take(string employee, DoubtLog doubts)
    {
        ArgumentNullException.ThrowIfNull(doubts);

        Counts += doubts.Counts;
        var room = RunDoubts.ListLimit - _listed.Count;
        _listed.AddRange(doubts.Kept.Take(room).Select(doubt => ReportedDoubt.Of(employee, doubt)));
    }

    /// <summary>What the report says.</summary>
    public RunDoubts ToReport() => new(
        Counts, [.. _listed.OrderBy(doubt => doubt.Employee, StringComparer.Ordinal).ThenBy(doubt => doubt.At)]);
}
