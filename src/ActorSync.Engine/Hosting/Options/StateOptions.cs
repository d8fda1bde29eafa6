namespace ActorSync.Engine.Hosting.Options;

/// <summary>Where state is kept (section <c>State</c>).</summary>
public sealed record StateOptions
{
    /// <summary>The folder of all state; a full path once loaded. Each target has a folder of its own in it.</summary>
    public string Directory { get; init; } = "data";

    /// <summary>The folder of one target's state.</summary>
    public string FolderOf(TargetIdentity target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Path.Combine(Directory, target.FolderName);
    }
}
