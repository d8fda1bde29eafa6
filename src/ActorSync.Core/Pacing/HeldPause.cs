using NodaTime;

namespace ActorSync.Core.Pacing;

/// <summary>A pause that is long enough to outlive the process; stored when it begins.</summary>
/// <param name="Scope">What is paused, by its label: <c>t1</c> for the first token.</param>
/// <param name="Until">Nothing is sent there before this instant.</param>
/// <param name="Reason">What the target said, for a person.</param>
public sealed record HeldPause(string Scope, Instant Until, string Reason);
