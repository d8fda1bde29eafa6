namespace ActorSync.Engine.Backup;

/// <summary>A backup that was restored.</summary>
/// <param name="CreatedAt">When the backup was made.</param>
/// <param name="Folder">The target's state folder.</param>
/// <param name="Aside">Where what was there is kept, or null where nothing was.</param>
public sealed record RestoreDone(DateTimeOffset CreatedAt, string Folder, string? Aside);
