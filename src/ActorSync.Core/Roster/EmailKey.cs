namespace ActorSync.Core.Roster;

/// <summary>An e-mail address under the one fold that both sides of a match use: trimmed, NFC, invariant lower case.</summary>
public readonly record struct EmailKey
{
    private readonly string? _value;

    /// <summary>Folds <paramref name="email"/>; the text must not be blank.</summary>
    public EmailKey(string email)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        _value = UnicodeText.Nfc(UnicodeText.Nfc(email.Trim()).ToLowerInvariant());
    }

    /// <summary>The folded address.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Folds a text that may be missing; null for a blank one.</summary>
    public static EmailKey? From(string? email) => string.IsNullOrWhiteSpace(email) ? null : new EmailKey(email);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
