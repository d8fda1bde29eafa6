using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Dialects;

/// <summary>What a target can do, so that no rule asks which dialect it is.</summary>
/// <param name="Levels">Which levels it accepts.</param>
/// <param name="CertificationsAreDated">Whether certifications have dates on the target; otherwise they are bare names, and a gating skill stands for their validity.</param>
/// <param name="SkillsHaveDetails">Whether a skill has a description and a parent.</param>
/// <param name="MaxItemsPerWrite">The most items of one write.</param>
/// <param name="UserPageSize">The largest page of users and of taxonomy.</param>
/// <param name="HolderPageSize">The largest page of a skill's or certification's holders, or null where no such list exists.</param>
public sealed record TargetCapabilities(
    LevelScale Levels,
    bool CertificationsAreDated,
    bool SkillsHaveDetails,
    int MaxItemsPerWrite,
    int UserPageSize,
    int? HolderPageSize);
