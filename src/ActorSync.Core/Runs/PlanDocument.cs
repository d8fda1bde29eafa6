using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>A plan: what would be done for whom, each operation with the observed value that it replaces.</summary>
/// <param name="PlanId">SHA-256 over the plan's canonical bytes without this property; a plan is applied once.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Target">The identity of the target that it was made for.</param>
/// <param name="ConfigurationHash">Hash of the configuration that shapes its operations.</param>
/// <param name="Source">The source whose ownership its operations change.</param>
/// <param name="Summary">The figures and the guard's verdict of the planning.</param>
/// <param name="Users">The users with operations, and those whose ledger changes, by user.</param>
public sealed record PlanDocument(
    string PlanId,
    Instant CreatedAt,
    string Target,
    string ConfigurationHash,
    SourceName Source,
    RunSummary Summary,
    ImmutableArray<PlannedUser> Users)
{
    /// <summary>The names of its operations' skills and certifications, for words to people; a plan of an earlier version has none.</summary>
    public TaxonomyNames Names { get; init; } = TaxonomyNames.None;

    /// <summary>The names of the source files that its operations' rows stand in; a plan of an earlier version has none.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The run that it takes back, or null for a plan made from source files.</summary>
    public RunId? Undoes { get; init; }
}
