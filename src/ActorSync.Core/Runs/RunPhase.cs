namespace ActorSync.Core.Runs;

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    /// <summary>The source files are read.</summary>
    Reading,

    /// <summary>What ActorSync itself has kept is read, where no source file is: for a plan that is applied, or a run that is taken back.</summary>
    Recalling,

    /// <summary>The target is read.</summary>
    Observing,

    /// <summary>Everybody in scope is decided.</summary>
    Deciding,

    /// <summary>Changes are written.</summary>
    Converging,

    /// <summary>The run has ended.</summary>
    Ended,
}
