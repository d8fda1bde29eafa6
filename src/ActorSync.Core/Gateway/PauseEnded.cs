namespace ActorSync.Core.Gateway;

/// <summary>A pause is over.</summary>
/// <param name="Scope">As <see cref="PauseBegan"/> had it.</param>
public sealed record PauseEnded(string Scope);
