namespace ActorSync.Engine.Gateway;

/// <summary>A pause is over. Published on the event stream.</summary>
/// <param name="Scope">As <see cref="PauseBegan"/> had it.</param>
public sealed record PauseEnded(string Scope);
