namespace ActorSync.Core.Runs;

/// <summary>What the guard says.</summary>
public enum GuardVerdict
{
    /// <summary>Nothing stands in the way.</summary>
    Pass,

    /// <summary>No write is sent.</summary>
    Hold,

    /// <summary>It would hold, but a person accepted it with a reason.</summary>
    Overridden,
}
