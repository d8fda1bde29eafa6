namespace ActorSync.Engine.Journal;

/// <summary>The journal holds something that this version cannot read: an unknown kind, a damaged payload, or one that a newer version wrote.</summary>
public sealed class UnreadablePayloadException : Exception
{
    /// <summary>Says what could not be read.</summary>
    public UnreadablePayloadException(string message)
        : base(message)
    {
    }

    /// <summary>Says what could not be read, and what came of trying.</summary>
    public UnreadablePayloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether a newer version wrote it, so that nothing is damaged.</summary>
    public bool IsOfNewerVersion { get; init; }

    /// <summary>Of a kind that this version does not know.</summary>
    public static UnreadablePayloadException Unknown(string manifest) =>
        new($"The journal holds a payload of the kind '{manifest}', which this version of ActorSync does not know. A newer version wrote it: use that one.") { IsOfNewerVersion = true };
}
