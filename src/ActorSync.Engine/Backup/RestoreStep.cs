namespace ActorSync.Engine.Backup;

/// <summary>The steps of a restore between which it may die.</summary>
internal enum RestoreStep
{
    /// <summary>The new state is built, and nothing is touched.</summary>
    Built,

    /// <summary>The pauses that the journal held lie where readers leave theirs.</summary>
    PausesKept,

    /// <summary>The files of before are aside.</summary>
    FilesAside,

    /// <summary>The journal is replaced, and the files are yet to come.</summary>
    JournalIn,
}
