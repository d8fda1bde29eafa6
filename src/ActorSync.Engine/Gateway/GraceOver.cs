namespace ActorSync.Engine.Gateway;

/// <summary>What is under way has had its time.</summary>
internal sealed record GraceOver
{
    /// <summary>The only instance.</summary>
    public static GraceOver Instance { get; } = new();
}
