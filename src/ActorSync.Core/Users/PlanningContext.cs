using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What every decision of one run shares.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Zone">The zone of the source's dates.</param>
/// <param name="Taxonomy">The declared names resolved to ids.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Capabilities">What the target can do.</param>
/// <param name="SuspendSkillRemoval">No skill is removed as no longer stated in this run.</param>
/// <param name="SuspendCertificationRemoval">No certification is ended as no longer stated in this run.</param>
/// <param name="IsPilot">The run is for a pilot group, so the memory of whom the source states stays as it was.</param>
public sealed record PlanningContext(
    SourceName Source,
    DateTimeZone Zone,
    TargetTaxonomy Taxonomy,
    SyncPolicies Policies,
    TargetCapabilities Capabilities,
    bool SuspendSkillRemoval = false,
    bool SuspendCertificationRemoval = false,
    bool IsPilot = false);
