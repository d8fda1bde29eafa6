namespace ActorSync.Core.Users;

/// <summary>The name that identifies a source (<c>Source:Name</c>): ownership and the guard's memory belong to it, never to a path.</summary>
public readonly record struct SourceName(string Value) : IComparable<SourceName>
{
    /// <inheritdoc/>
    public int CompareTo(SourceName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
