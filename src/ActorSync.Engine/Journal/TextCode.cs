namespace ActorSync.Engine.Journal;

/// <summary>How a payload's text is marked.</summary>
internal static class TextCode
{
    /// <summary>No text.</summary>
    public const ulong Null = 0;

    /// <summary>Its size in bytes and its UTF-8 follow.</summary>
    public const ulong Utf8 = 1;

    /// <summary>The 16 bytes of a lower-case UUID follow.</summary>
    public const ulong Uuid = 2;

    /// <summary>Its length and its UTF-16 code units follow: a text that has no UTF-8 form.</summary>
    public const ulong Utf16 = 3;

    /// <summary>The first text of this payload again; the next number means the second, and so on.</summary>
    public const ulong FirstEarlier = 4;
}
