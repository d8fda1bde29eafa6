namespace ActorSync.Sandbox;

/// <summary>How the allowance of a token is counted over time.</summary>
public enum WindowKind
{
    /// <summary>A window opens with the first request after the last one closed, and its allowance comes back at once.</summary>
    Fixed,

    /// <summary>Each request gives its place back when it is as old as the window is long.</summary>
    Sliding,

    /// <summary>Windows begin at the multiples of their length since the Unix epoch, by the target's own clock as it stood at the start.</summary>
    Aligned,
}
