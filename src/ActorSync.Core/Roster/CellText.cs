namespace ActorSync.Core.Roster;

/// <summary>What cells have in common as text.</summary>
internal static class CellText
{
    /// <summary>The text of a cell, trimmed and in Unicode NFC.</summary>
    public static string Canonical(ReadOnlySpan<char> cell) => UnicodeText.Nfc(cell.Trim().ToString());

    /// <summary>The text as a finding shows it: at most <see cref="RosterLimits.RawLength"/> characters, never half a surrogate pair.</summary>
    public static string Shorten(ReadOnlySpan<char> text)
    {
        if (text.Length <= RosterLimits.RawLength)
        {
            return text.ToString();
        }

        var length = RosterLimits.RawLength - 1;
        if (char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return string.Concat(text[..length], "…");
    }

    /// <summary>Whether a control character, a line break included, stands in the text.</summary>
    public static bool HasControl(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether letters of Latin stand beside letters of Greek or Cyrillic, which look alike.</summary>
    public static bool MixesScripts(ReadOnlySpan<char> text)
    {
        var latin = false;
        var other = false;
        foreach (var c in text)
        {
            latin |= char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u024F';
            other |= c is >= '\u0370' and <= '\u052F';
        }

        return latin && other;
    }
}
