namespace ActorSync.Engine.Journal;

/// <summary>What a process may do with a journal.</summary>
public enum JournalAccess
{
    /// <summary>Recover only: nothing is created or changed, while another process may write.</summary>
    Read,

    /// <summary>Recover and store: one process at a time.</summary>
    Write,
}
