using System.Text;

namespace ActorSync.Core.Roster;

/// <summary>A header as it is compared: NFC, without case, spaces, <c>_</c> and <c>-</c>; both sides of a comparison go through it.</summary>
public readonly record struct HeaderKey
{
    private readonly string? _value;

    /// <summary>Folds a header as it stands in a file, in a mapping or in the contract.</summary>
    public HeaderKey(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var folded = new StringBuilder(header.Length);
        foreach (var c in UnicodeText.Nfc(header))
        {
            var isFiller = c is '_' or '-' or '\uFEFF' or '\u200B' || char.IsWhiteSpace(c);
            if (!isFiller)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        _value = UnicodeText.Nfc(folded.ToString());
    }

    /// <summary>The folded text; empty for a header of fillers only.</summary>
    public string Value => _value ?? string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
