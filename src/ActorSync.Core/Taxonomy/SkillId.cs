namespace ActorSync.Core.Taxonomy;

/// <summary>The target's id of a skill: an opaque string.</summary>
public readonly record struct SkillId(string Value) : IComparable<SkillId>
{
    /// <inheritdoc/>
    public int CompareTo(SkillId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
