using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>A backup that was made.</summary>
/// <param name="File">Its full path.</param>
/// <param name="CreatedAt">When it was begun: nothing that was stored before is missing.</param>
/// <param name="Rows">How many rows of the journal it holds.</param>
/// <param name="Files">How many files it holds beside them.</param>
/// <param name="Bytes">Its length.</param>
public sealed record BackupDone(string File, Instant CreatedAt, long Rows, int Files, long Bytes);
