using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>The token endpoint has answered for a lane, after all its retries.</summary>
internal sealed record TokenAnswered(int Lane, TokenResult Result);
