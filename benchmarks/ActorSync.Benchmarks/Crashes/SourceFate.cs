namespace ActorSync.Benchmarks.Crashes;

/// <summary>What becomes of the source of a run that is killed and resumed.</summary>
internal enum SourceFate
{
    /// <summary>It stays as it is.</summary>
    Kept,

    /// <summary>It is overwritten after the first kill.</summary>
    Overwritten,

    /// <summary>It is removed after the first kill.</summary>
    Removed,

    /// <summary>It came from standard input.</summary>
    StandardInput,
}
