namespace ActorSync.Core.Roster;

/// <summary>What the HR system says of a person's employment. On leave and no status count as active.</summary>
public enum EmploymentStatus
{
    /// <summary>Works, is on leave, or nothing is said.</summary>
    Active,

    /// <summary>On leave: treated as <see cref="Active"/>, kept apart for display.</summary>
    OnLeave,

    /// <summary>The row is out of scope.</summary>
    Inactive,

    /// <summary>Has left; acted on under <c>Policy:Terminated</c>.</summary>
    Terminated,
}
