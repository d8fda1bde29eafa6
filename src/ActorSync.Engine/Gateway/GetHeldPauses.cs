namespace ActorSync.Engine.Gateway;

/// <summary>Asks for the stored pauses that still hold, once all that was told before is durable. Answered by <see cref="Core.Pacing.HeldPauses"/>.</summary>
public sealed record GetHeldPauses
{
    /// <summary>The only instance.</summary>
    public static GetHeldPauses Instance { get; } = new();
}
