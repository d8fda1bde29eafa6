using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A stated skill whose day has not come, or whose end is known: kept until a newer statement of that source replaces it.</summary>
/// <param name="Source">Who stated it.</param>
/// <param name="Skill">The skill.</param>
/// <param name="Level">The level; zero asks for removal.</param>
/// <param name="From">The first instant at which it holds, or null when it already holds.</param>
/// <param name="Until">The first instant at which it is no longer stated, or null.</param>
public sealed record ScheduledSkill(SourceName Source, SkillId Skill, Level Level, Instant? From, Instant? Until);
