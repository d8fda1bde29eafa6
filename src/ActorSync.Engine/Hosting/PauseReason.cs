using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Hosting;

/// <summary>Says what is paused, where that is not plain: the login, one token of several, or a limit beside the tokens' own.</summary>
internal static class PauseReason
{
    /// <summary>The reason alone for the only token, else what is paused before it.</summary>
    public static string Of(PauseBegan pause, int tokens) =>
        tokens > 1 || pause.Scope == PauseBegan.LoginScope || NamedLimit.TryParseLabel(pause.Scope, out _, out _) ? $"{pause.Scope}: {pause.Reason}" : pause.Reason;
}
