using System.Collections.Immutable;
using ActorSync.Cli.Usage;
using ActorSync.Core.Roster;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using Spectre.Console.Cli;

namespace ActorSync.Cli;

/// <summary>How a command failed, for people, for scripts and for the exit code.</summary>
/// <param name="ExitCode">One of <see cref="Engine.Runs.ExitCode"/>.</param>
/// <param name="Lines">What people see on standard error.</param>
/// <param name="Findings">The same for a JSON result.</param>
/// <param name="IsUnexpected">Whether no rule foresees it, so that a stack trace could help.</param>
internal sealed record Failure(int ExitCode, ImmutableArray<string> Lines, ImmutableArray<Finding> Findings, bool IsUnexpected)
{
    /// <summary>Says what an exception means.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="stopped">Whether a person or the system asked the program to stop.</param>
    public static Failure Of(Exception exception, bool stopped) => exception switch
    {
        CommandFailure failure => new Failure(failure.ExitCode, [failure.Message], failure.Findings, false),
        UsageException usage => Usage(usage.Message, usage.CommandPath),
        CommandAppException usage => Usage(usage.Message, null),
        EngineStartException start => Known(start.ExitCode, RuleOf(start.ExitCode), start.Message),
        PlanFileException plan => Known(Engine.Runs.ExitCode.Usage, "plan-unreadable", plan.Message),
        BackupRefusedException backup => Known(Engine.Runs.ExitCode.Usage, "backup-refused", backup.Message),
        StateMismatchException state => Known(Engine.Runs.ExitCode.Usage, "state-mismatch", state.Message),
        StateUnusableException state => Known(Engine.Runs.ExitCode.Usage, RuleOf(Engine.Runs.ExitCode.Usage), state.Message),
        OperationCanceledException when stopped => Known(Engine.Runs.ExitCode.Interrupted, "interrupted", "Stopped before anything was begun."),
        _ => Unexpected(exception),
    };

    /// <summary>The kebab-case rule that stands for an exit code where nothing more exact is known.</summary>
    public static string RuleOf(int exitCode) => exitCode switch
    {
        Engine.Runs.ExitCode.Usage => "configuration",
        Engine.Runs.ExitCode.Held => "held",
        Engine.Runs.ExitCode.Unavailable => "target-unavailable",
        Engine.Runs.ExitCode.Conflict => "conflict",
        Engine.Runs.ExitCode.Interrupted => "interrupted",
        _ => "unexpected",
    };

    private static Failure Usage(string message, string? commandPath)
    {
        var help = commandPath is null ? "actorsync --help" : $"actorsync {commandPath} --help";
        return Known(Engine.Runs.ExitCode.Usage, "usage", message) with { Lines = [message, $"See {help}."] };
    }

    private static Failure Known(int exitCode, string rule, string message) =>
        new(exitCode, [message], [new Finding(string.Empty, 0, string.Empty, rule, message, FindingSeverity.Error)], false);

    private static Failure Unexpected(Exception exception)
    {
        var message = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        return Known(Engine.Runs.ExitCode.Failed, "unexpected", message) with
        {
            Lines = [message, "This was not foreseen. The same command with --log-level debug shows where it came from."],
            IsUnexpected = true,
        };
    }
}
