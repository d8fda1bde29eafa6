namespace ActorSync.Engine.Journal;

/// <summary>Reads a journal's rows as they are stored, without recovering anybody: for those who look back or check.</summary>
internal interface IJournalRows
{
    /// <summary>The rows of one persistent actor after a position and up to another, in order, while they are asked for.</summary>
    IEnumerable<JournalRow> Read(string persistenceId, long after, long until = long.MaxValue);

    /// <summary>The payload of a snapshot at exactly a position; null where there is none.</summary>
    byte[]? ReadSnapshot(string persistenceId, long position);

    /// <summary>The position of one persistent actor's last row, or 0.</summary>
    long EndOf(string persistenceId);
}
