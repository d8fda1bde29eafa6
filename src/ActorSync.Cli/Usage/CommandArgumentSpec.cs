namespace ActorSync.Cli.Usage;

/// <summary>One argument of a command by position.</summary>
internal sealed record CommandArgumentSpec(string Name, bool IsRequired);
