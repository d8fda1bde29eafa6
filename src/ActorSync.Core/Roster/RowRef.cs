namespace ActorSync.Core.Roster;

/// <summary>Where a row stands: the source file by its index in the run's list of files, and the 1-based line where the row begins (array element number for a JSON array).</summary>
public readonly record struct RowRef(int File, int Line) : IComparable<RowRef>
{
    /// <inheritdoc/>
    public int CompareTo(RowRef other) => File != other.File ? File.CompareTo(other.File) : Line.CompareTo(other.Line);
}
