namespace ActorSync.Engine.Gateway;

/// <summary>A token's pause is over. Published on the event stream.</summary>
/// <param name="Token">The token's label, <c>t1</c> and so on.</param>
public sealed record PauseEnded(string Token);
