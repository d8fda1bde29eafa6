using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Simulation.Stories;

/// <summary>A roster that was read from somebody's own file, the same in every run of the story.</summary>
/// <param name="options">The configuration by which it was read.</param>
/// <param name="reading">What the file says.</param>
public sealed class GivenRoster(ActorSyncOptions options, RosterReading reading) : IRosters
{
    /// <inheritdoc/>
    public ActorSyncOptions Options => options;

    /// <inheritdoc/>
    public IReadOnlyList<string> Employees { get; } = [.. reading.People.Values.OrderBy(person => person.Row.File).ThenBy(person => person.Row.Line).Select(person => person.Id.Value)];

    /// <inheritdoc/>
    public RosterReading Read(int run, int people) => reading;

    /// <inheritdoc/>
    public ImmutableHashSet<EmployeeId>? Only(int people) =>
        people == Employees.Count ? null : [.. Employees.Take(people).Select(id => new EmployeeId(id))];
}
