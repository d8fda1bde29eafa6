namespace ActorSync.Core.Taxonomy;

/// <summary>The target's id of a certification: an opaque string, or the exact name on a target where certifications are bare names.</summary>
public readonly record struct CertificationId(string Value) : IComparable<CertificationId>
{
    /// <inheritdoc/>
    public int CompareTo(CertificationId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
