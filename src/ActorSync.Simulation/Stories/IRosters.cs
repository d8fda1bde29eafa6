using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Simulation.Stories;

/// <summary>What HR says in the runs of a story, and by which configuration it is meant.</summary>
public interface IRosters
{
    /// <summary>The configuration.</summary>
    ActorSyncOptions Options { get; }

    /// <summary>The employee ids of everybody whom the target knows, in the order of the roster.</summary>
    IReadOnlyList<string> Employees { get; }

    /// <summary>The roster of a run.</summary>
    /// <param name="run">Which run of the story, from 0.</param>
    /// <param name="people">How many of <see cref="Employees"/> there are.</param>
    RosterReading Read(int run, int people);

    /// <summary>The pilot group that leaves so many people in scope, or null where the roster itself has no more.</summary>
    ImmutableHashSet<EmployeeId>? Only(int people);
}
