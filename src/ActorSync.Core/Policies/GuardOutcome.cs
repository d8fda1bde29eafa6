namespace ActorSync.Core.Policies;

/// <summary>What the guard says of a run.</summary>
public enum GuardOutcome
{
    /// <summary>No limit is exceeded.</summary>
    Pass,

    /// <summary>A limit is exceeded: nothing is written.</summary>
    Hold,

    /// <summary>A limit is exceeded, and somebody accepted that with a reason.</summary>
    Overridden,
}
