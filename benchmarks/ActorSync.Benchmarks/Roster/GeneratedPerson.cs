using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Roster;

/// <summary>One person of a generated file.</summary>
/// <param name="EmployeeId">Seven digits, with leading zeros.</param>
/// <param name="Email">The person's own address.</param>
/// <param name="Skills">Level by skill, at least two.</param>
/// <param name="Certifications">Those that the file states; none where the cell is empty.</param>
internal sealed record GeneratedPerson(
    string EmployeeId, string Email, ImmutableSortedDictionary<string, int> Skills, ImmutableArray<GeneratedCertification> Certifications);
