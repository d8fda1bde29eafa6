namespace ActorSync.Engine.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path inside the target's folder, with slashes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its digest, in hexadecimal.</param>
internal sealed record BackupPart(string Name, long Length, string Sha256);
