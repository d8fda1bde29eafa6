using ActorSync.Core.Users;

namespace ActorSync.Core.Gateway;

/// <summary>On whose behalf requests are sent: the gateway is fair between sources, and lets interactive requests overtake a bounded share.</summary>
/// <remarks>
/// A run is bulk whatever its scope, <c>--only</c> with one person included: it lists the whole target first, and a listing that overtakes
/// would use up the share for which others wait in person. Interactive is what reads and writes one known user because somebody looks on.
/// </remarks>
/// <param name="Source">The source whose turn it is.</param>
/// <param name="IsInteractive">Whether somebody waits for each request in person.</param>
public sealed record SendOrigin(SourceName Source, bool IsInteractive = false)
{
    /// <summary>Bulk requests of nobody in particular.</summary>
    public static readonly SendOrigin Unnamed = new(new SourceName(string.Empty));
}
