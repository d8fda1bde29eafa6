namespace ActorSync.Engine.Journal;

/// <summary>Reads a journal's rows as they are stored, without recovering anybody: for those who look back or check.</summary>
internal interface IJournalRows
{
    /// <summary>The rows of one persistent actor after a position, in order, while they are asked for.</summary>
    IEnumerable<JournalRow> Read(string persistenceId, long after);
}
