using ActorSync.Core.Roster;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Runs;

/// <summary>What a command about source files asks for.</summary>
/// <param name="Sources">The source files.</param>
/// <param name="Only">The employee ids of a pilot group, or null for everybody.</param>
/// <param name="AcceptReason">Why guard and file holds are overridden, or null.</param>
public sealed record RunRequest(IReadOnlyList<SourceInput> Sources, IReadOnlyList<EmployeeId>? Only, string? AcceptReason);
