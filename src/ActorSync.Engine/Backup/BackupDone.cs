namespace ActorSync.Engine.Backup;

/// <summary>A backup that was made.</summary>
/// <param name="File">Its full path.</param>
/// <param name="Parts">How many files it holds.</param>
/// <param name="Bytes">How many bytes they have together.</param>
public sealed record BackupDone(string File, int Parts, long Bytes);
