namespace ActorSync.Simulation.Stories;

/// <summary>What a limit of the simulated target counts together.</summary>
public enum LimitKind
{
    /// <summary>The requests with one token; the 429 names no limit.</summary>
    OfToken,

    /// <summary>The requests on one route, with whatever token.</summary>
    OfRoute,

    /// <summary>All requests.</summary>
    OfOrganization,
}
