namespace ActorSync.Core.Roster;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know; nothing was left out.</summary>
    Notice,

    /// <summary>Worth attention; nothing was left out.</summary>
    Warning,

    /// <summary>A row, an item, a person or a file was left out because of it.</summary>
    Error,
}
