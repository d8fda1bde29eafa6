namespace ActorSync.Engine.Backup;

/// <summary>What stands at the beginning of a backup: what it is of, and what each part must be.</summary>
/// <param name="Format">The version of the backup's format.</param>
/// <param name="Target">The name of the target's folder.</param>
/// <param name="Provider">Where the journal was kept.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Parts">The files after the manifest, in their order.</param>
internal sealed record BackupManifest(int Format, string Target, string Provider, DateTimeOffset CreatedAt, BackupPart[] Parts)
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    /// <summary>The embedded journal as a provider.</summary>
    public const string Sqlite = "sqlite";
}
