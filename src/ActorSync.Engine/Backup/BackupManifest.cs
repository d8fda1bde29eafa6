namespace ActorSync.Engine.Backup;

/// <summary>What a backup says of itself: what it is of, and what each part must be.</summary>
/// <param name="Format">The version of the backup's format.</param>
/// <param name="Target">The name of the target's folder.</param>
/// <param name="Provider">Where the journal was kept; it can be restored into either kind.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="Epoch">The epoch of the journal's lease then.</param>
/// <param name="Parts">Everything else in the archive.</param>
internal sealed record BackupManifest(int Format, string Target, string Provider, DateTimeOffset CreatedAt, long Epoch, BackupPart[] Parts)
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public const int Newest = 1;
}
