namespace ActorSync.Cli.Doctor;

/// <summary>What a check found.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth attention; nothing that a plan needs.</summary>
    Warning,

    /// <summary>Stands in the way.</summary>
    Failed,

    /// <summary>Could not be checked because of an earlier one.</summary>
    Skipped,
}
