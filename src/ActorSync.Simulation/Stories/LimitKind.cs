namespace ActorSync.Simulation.Stories;

/// <summary>What a limit of the simulated target counts together.</summary>
public enum LimitKind
{
    /// <summary>The requests with one token; a 429 names that limit or none.</summary>
    OfToken,

    /// <summary>The requests on one route, with whatever token.</summary>
    OfRoute,

    /// <summary>All requests.</summary>
    OfOrganization,
}
