using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">The lines of its standard error.</param>
/// <param name="Elapsed">From its start to its end, the start of the runtime included.</param>
/// <param name="Usage">What it used.</param>
internal sealed record ProgramResult(int ExitCode, string Output, ImmutableArray<TimedLine> Errors, TimeSpan Elapsed, ProcessUsage Usage)
{
    /// <summary>The lines of its standard error without their times.</summary>
    public IEnumerable<string> ErrorLines => Errors.Select(line => line.Text);
}
