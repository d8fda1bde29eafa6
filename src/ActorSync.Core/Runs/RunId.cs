namespace ActorSync.Core.Runs;

/// <summary>The id of a run: the UTC instant at which it began, e.g. <c>20261125T171503123Z</c>; unique per target, because one process writes at a time.</summary>
public readonly record struct RunId(string Value) : IComparable<RunId>
{
    /// <inheritdoc/>
    public int CompareTo(RunId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
