namespace ActorSync.Engine.Hosting;

/// <summary>What an engine may do.</summary>
public enum EngineMode
{
    /// <summary>Read the target and the journal, and write neither.</summary>
    ReadOnly,

    /// <summary>Write both; one process per target.</summary>
    Writing,
}
