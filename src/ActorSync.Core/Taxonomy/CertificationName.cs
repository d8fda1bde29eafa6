using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>A certification's name, trimmed and in Unicode NFC; compared exactly.</summary>
public readonly record struct CertificationName : IComparable<CertificationName>
{
    private readonly string? _value;

    /// <summary>Keeps <paramref name="value"/> trimmed and in NFC.</summary>
    public CertificationName(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = UnicodeText.Nfc(value.Trim());
    }

    /// <summary>The name.</summary>
    public string Value => _value ?? string.Empty;

    /// <inheritdoc/>
    public int CompareTo(CertificationName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
