namespace ActorSync.Engine.Backup;

/// <summary>One part of a backup: a table of the journal, or a file of the target's folder.</summary>
/// <param name="Name">Its name in the archive: <c>journal/people</c>, <c>state/runs/…/spool.json</c>.</param>
/// <param name="Sha256">Its digest, in hexadecimal.</param>
internal sealed record BackupPart(string Name, string Sha256)
{
    /// <summary>What the names of tables begin with.</summary>
    public const string Journal = "journal/";

    /// <summary>What the names of files begin with.</summary>
    public const string State = "state/";

    /// <summary>The table's name, or null for a file.</summary>
    public string? Table => Name.StartsWith(Journal, StringComparison.Ordinal) ? Name[Journal.Length..] : null;

    /// <summary>The file's path inside the target's folder, or null for a table.</summary>
    public string? File => Name.StartsWith(State, StringComparison.Ordinal) ? Name[State.Length..] : null;
}
