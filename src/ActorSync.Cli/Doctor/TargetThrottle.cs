using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>What a 429 said.</summary>
/// <param name="Until">Nothing is sent before this instant.</param>
/// <param name="IsStated">Whether the target said so; a guess otherwise.</param>
/// <param name="Limit">The limit that refused, or null where the answer names none.</param>
internal sealed record TargetThrottle(Instant Until, bool IsStated, NamedLimit? Limit);
