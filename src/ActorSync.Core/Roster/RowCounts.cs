namespace ActorSync.Core.Roster;

/// <summary>What became of the rows that were read; <see cref="Read"/> is always the sum of the others.</summary>
public sealed record RowCounts(long Read, long Accepted, long Rejected, long Superseded, long OutOfScope)
{
    /// <summary>No rows.</summary>
    public static readonly RowCounts None = new(0, 0, 0, 0, 0);

    /// <summary>Whether every row is accounted for exactly once.</summary>
    public bool AddUp => Read == Accepted + Rejected + Superseded + OutOfScope;

    /// <summary>Moves accepted rows to out of scope.</summary>
    public RowCounts MoveToOutOfScope(long rows) => this with { Accepted = Accepted - rows, OutOfScope = OutOfScope + rows };

    /// <summary>Moves accepted rows to rejected.</summary>
    public RowCounts MoveToRejected(long rows) => this with { Accepted = Accepted - rows, Rejected = Rejected + rows };
}
