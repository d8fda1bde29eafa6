using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>A request for a token has failed in passing and is tried again.</summary>
/// <param name="Try">The try.</param>
internal sealed record TokenTryAwaited(AwaitedTry Try);
