namespace ActorSync.Core.Roster;

/// <summary>Counts what became of the rows while they are joined.</summary>
internal sealed class RowTally
{
    public long Read { get; set; }

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    public long Superseded { get; set; }

    public long ItemsRejected { get; set; }

    public RowCounts ToRowCounts() => new(Read, Accepted, Rejected, Superseded, 0);
}
