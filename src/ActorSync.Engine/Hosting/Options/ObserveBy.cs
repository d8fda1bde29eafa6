namespace ActorSync.Engine.Hosting.Options;

/// <summary>How a run reads the target (<c>Target:ObserveBy</c>).</summary>
public enum ObserveBy
{
    /// <summary>The way with the fewest requests.</summary>
    Auto,

    /// <summary>A read per user.</summary>
    User,
}
