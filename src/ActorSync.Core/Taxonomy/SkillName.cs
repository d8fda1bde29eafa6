using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>A skill's name, trimmed and in Unicode NFC; compared exactly.</summary>
public readonly record struct SkillName : IComparable<SkillName>
{
    private readonly string? _value;

    /// <summary>Keeps <paramref name="value"/> trimmed and in NFC.</summary>
    public SkillName(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = UnicodeText.Nfc(value.Trim());
    }

    /// <summary>The name.</summary>
    public string Value => _value ?? string.Empty;

    /// <inheritdoc/>
    public int CompareTo(SkillName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
