namespace ActorSync.Engine.Journal;

/// <summary>What may become of a fault of the journal's storage.</summary>
internal enum JournalFaultKind
{
    /// <summary>It may pass: the same is worth another try.</summary>
    Passing,

    /// <summary>A row stands where one was to be written: an earlier try may have stored it, or somebody else did.</summary>
    Taken,

    /// <summary>It does not pass by itself.</summary>
    Lasting,

    /// <summary>What is stored is damaged.</summary>
    Damaged,
}
