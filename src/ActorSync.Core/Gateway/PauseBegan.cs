using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>A 429 paused a token or a limit, or the login asked for a wait, or such a pause has become longer.</summary>
/// <param name="Scope">The token's label, <c>t1</c> and so on, the limit that the 429 named and the route that met it, or <see cref="LoginScope"/>.</param>
/// <param name="Until">Nothing is sent there before this instant.</param>
/// <param name="Reason">What the target said, for a person.</param>
public sealed record PauseBegan(string Scope, Instant Until, string Reason)
{
    /// <summary>The scope of a pause of the token endpoint.</summary>
    public const string LoginScope = "login";

    /// <summary>The pause ends by this instant even where it has grown by so little since that nobody was told; what is kept for the next process holds until then.</summary>
    public Instant AtMost { get; init; } = Until;

    /// <summary>The pause as the next process is to hold it.</summary>
    public HeldPause ToHeld() => new(Scope, AtMost, Reason);
}
