using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>A 429 paused a token, or made its pause longer. Published on the event stream.</summary>
/// <param name="Token">The token's label, <c>t1</c> and so on.</param>
/// <param name="Until">Nothing is sent with it before this instant.</param>
/// <param name="Reason">What the target said, for a person.</param>
public sealed record PauseBegan(string Token, Instant Until, string Reason);
