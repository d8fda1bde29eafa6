using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>What a source says of one skill, wherever it stands: of a million people most say what others say as well.</summary>
/// <param name="Name">The skill's declared name.</param>
/// <param name="Level">The level wanted, zero for "remove", null for "leave as is".</param>
/// <param name="From">The instant from which it holds; null for "already".</param>
/// <param name="Until">The first instant at which it is no longer stated; null for "open".</param>
internal sealed record SkillStatement(SkillName Name, Level? Level, Instant? From, Instant? Until);
