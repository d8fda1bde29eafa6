using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>How names of skills and certifications are compared, before they are known to be declared.</summary>
internal static class TaxonomyName
{
    /// <summary>The name trimmed and in NFC; a blank one becomes empty.</summary>
    public static string Normalise(string name) => UnicodeText.Nfc(name.Trim());
}
