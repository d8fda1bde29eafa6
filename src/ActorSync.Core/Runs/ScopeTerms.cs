using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What the configuration and the command line say of a run's scope.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Mode">Whether the source states everybody.</param>
/// <param name="Only">The employee ids of a pilot group, or null for everybody.</param>
/// <param name="Divisions">The divisions in scope.</param>
/// <param name="AbsentPolicy">What happens to people missing from a full file.</param>
/// <param name="Now">The instant of the observation.</param>
public sealed record ScopeTerms(
    SourceName Source, SourceMode Mode, ImmutableHashSet<EmployeeId>? Only, DivisionScope Divisions, LeaverPolicy AbsentPolicy, Instant Now)
{
    /// <summary>Whether the pilot group, where there is one, has this person.</summary>
    public bool Includes(EmployeeId employee) => Only is null || Only.Contains(employee);

    /// <summary>Ids of the pilot group that no accepted row states, sorted.</summary>
    public IEnumerable<EmployeeId> Missing(RosterReading reading) => Only is null ? [] : Only.Where(id => !reading.People.ContainsKey(id)).Order();
}
