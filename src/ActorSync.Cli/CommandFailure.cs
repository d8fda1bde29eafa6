using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Cli;

/// <summary>A command cannot do what was asked; the message says why and what to do.</summary>
internal sealed class CommandFailure : Exception
{
    public CommandFailure(int exitCode, string rule, string message)
        : this(exitCode, message, [new Finding(string.Empty, 0, string.Empty, rule, message, FindingSeverity.Error)])
    {
    }

    public CommandFailure(int exitCode, string message, ImmutableArray<Finding> findings)
        : base(message)
    {
        ExitCode = exitCode;
        Findings = findings;
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }

    /// <summary>The same as findings, for a JSON result.</summary>
    public ImmutableArray<Finding> Findings { get; }
}
