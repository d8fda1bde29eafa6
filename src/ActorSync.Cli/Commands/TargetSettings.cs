using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of every command that talks to a target.</summary>
internal class TargetSettings : GlobalSettings
{
    /// <summary>Whether an embedded sandbox stands in for the target.</summary>
    [CommandOption("--sandbox")]
    [Description("Use an embedded target, seeded once, whose state is kept until --sandbox-reset.")]
    public bool Sandbox { get; init; }

    /// <summary>Whether the sandbox begins anew.</summary>
    [CommandOption("--sandbox-reset")]
    [Description("Forget the sandbox's state and its journal first. Implies --sandbox.")]
    public bool SandboxReset { get; init; }

    /// <summary>Whether the sandbox is the target.</summary>
    public bool UsesSandbox => Sandbox || SandboxReset;
}
