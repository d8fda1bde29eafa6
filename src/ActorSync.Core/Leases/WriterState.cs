namespace ActorSync.Core.Leases;

/// <summary>How the process stands that took a target's lease last and did not give it back.</summary>
public enum WriterState
{
    /// <summary>Its lease holds.</summary>
    AtWork,

    /// <summary>Its lease has run out, and nobody has seen it end: it is frozen, or cut off from the journal, or its host is gone.</summary>
    Silent,

    /// <summary>It has ended, whatever its lease says.</summary>
    Gone,
}
