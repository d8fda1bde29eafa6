using System.Text;

namespace ActorSync.Core.Roster;

/// <summary>Text from outside in the one form in which it is compared.</summary>
public static class UnicodeText
{
    /// <summary>The text in NFC; one that is no valid Unicode has no such form and stays as it is, equal to itself alone.</summary>
    public static string Nfc(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text; // Half a surrogate pair or a code point that is no character.
        }
    }
}
