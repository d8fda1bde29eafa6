namespace ActorSync.Core.Users;

/// <summary>The target's id of a user: an opaque string.</summary>
public readonly record struct UserId(string Value) : IComparable<UserId>
{
    /// <inheritdoc/>
    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
