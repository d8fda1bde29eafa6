using System.Collections.Immutable;

namespace ActorSync.Simulation.Target;

/// <summary>A user of the simulated target at one instant.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Employee">The employee id.</param>
/// <param name="IsActive">Whether the user is active.</param>
/// <param name="Version">Counts the changes of the profile.</param>
/// <param name="Skills">The skills held, by id.</param>
/// <param name="Certifications">The certifications held, by id or name.</param>
public sealed record TargetUser(
    string Id,
    string Employee,
    bool IsActive,
    int Version,
    ImmutableSortedDictionary<string, HeldValue> Skills,
    ImmutableSortedDictionary<string, HeldValue> Certifications)
{
    /// <summary>The e-mail address.</summary>
    public string Email => $"{Employee}@example.com";
}
