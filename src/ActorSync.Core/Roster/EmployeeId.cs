namespace ActorSync.Core.Roster;

/// <summary>The key of a person in the HR system: text, never a number, so leading zeros count.</summary>
public readonly record struct EmployeeId : IComparable<EmployeeId>
{
    private readonly string? _value;

    /// <summary>Keeps <paramref name="value"/> trimmed and in Unicode NFC.</summary>
    public EmployeeId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = UnicodeText.Nfc(value.Trim());
    }

    /// <summary>The trimmed text; never empty except in <c>default</c>.</summary>
    public string Value => _value ?? string.Empty;

    /// <inheritdoc/>
    public int CompareTo(EmployeeId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
