using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Everything that the source files of one run say, joined per person.</summary>
/// <param name="Files">The files in the order given.</param>
/// <param name="Rows">Row accounting over all files; scope is applied later.</param>
/// <param name="ItemsRejected">Rejected items of accepted person rows.</param>
/// <param name="People">The people by employee id.</param>
/// <param name="RejectedPeople">Ids of people of whom a row was rejected (also those not in <paramref name="People"/>): never absent.</param>
/// <param name="Findings">Findings in file and line order; at most <see cref="FindingLimit"/> are kept.</param>
/// <param name="FindingsOmitted">How many findings beyond the limit were counted but not kept.</param>
/// <param name="Holds">Reasons to hold the run.</param>
/// <param name="SuspendAbsence">A rejected row's key could not be read: nobody counts as absent in this run.</param>
/// <param name="SuspendSkillRemoval">The same in a skill sheet: no skill is removed as no longer stated in this run.</param>
/// <param name="SuspendCertificationRemoval">The same in a certification sheet.</param>
public sealed record RosterReading(
    ImmutableArray<SourceFile> Files,
    RowCounts Rows,
    long ItemsRejected,
    IReadOnlyDictionary<EmployeeId, RosterPerson> People,
    IReadOnlySet<EmployeeId> RejectedPeople,
    ImmutableArray<Finding> Findings,
    long FindingsOmitted,
    ImmutableArray<FileHold> Holds,
    bool SuspendAbsence,
    bool SuspendSkillRemoval,
    bool SuspendCertificationRemoval)
{
    /// <summary>The most findings kept of one reading.</summary>
    public const int FindingLimit = 10_000;

    /// <summary>Names and columns that nobody declared, from which suggestions are made.</summary>
    public SeenNames Seen { get; init; } = SeenNames.None;
}
