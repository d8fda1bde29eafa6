namespace ActorSync.Engine.Backup;

/// <summary>A backup cannot be made or restored as asked; nothing was touched, and the message names the remedy.</summary>
public sealed class BackupRefusedException(string message, Exception? cause = null) : Exception(message, cause);
