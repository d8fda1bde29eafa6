namespace ActorSync.Core.Runs;

/// <summary>What kind of fault ends a run that no rule foresees.</summary>
public enum RunFault
{
    /// <summary>A defect, or a refusal that is none of the storage's.</summary>
    Other,

    /// <summary>Something could not be stored.</summary>
    Storage,

    /// <summary>Something could not be stored in time once the run was to stop, while the fault might have passed.</summary>
    StorageAtStop,
}
