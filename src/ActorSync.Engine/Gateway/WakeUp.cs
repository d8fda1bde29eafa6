namespace ActorSync.Engine.Gateway;

/// <summary>The gateway's one timer has fired.</summary>
internal sealed record WakeUp
{
    /// <summary>The only instance.</summary>
    public static WakeUp Instance { get; } = new();
}
