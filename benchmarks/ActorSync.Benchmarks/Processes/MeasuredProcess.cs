using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Processes;

/// <summary>Runs a .NET program to its end and has it say what it used.</summary>
internal sealed class MeasuredProcess(Checkout checkout, TimeProvider time)
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";
    private const string FileVariable = "BENCHMARK_PROCESS_FIGURES";
    private const int LinesOfAFailure = 12;

    /// <summary>Runs it.</summary>
    /// <exception cref="HarnessException">It ended otherwise than with 0.</exception>
    public async Task<MeasuredResult> RunAsync(string assembly, ImmutableArray<string> arguments, ImmutableSortedDictionary<string, string> environment, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        var file = folder["figures.json"];
        await using var process = ProgramProcess.StartAssembly(
            checkout, assembly, arguments, environment.Add(Hooks, checkout.ProcessFigures).Add(FileVariable, file), default, time);
        var result = await process.EndAsync(stop);
        return result.ExitCode == 0
            ? new MeasuredResult(process.StartedAt, result, ProcessFigures.Read(file))
            : throw new HarnessException($"{Path.GetFileName(assembly)} {arguments[0]} ended with {result.ExitCode}.\n{string.Join('\n', result.ErrorLines.TakeLast(LinesOfAFailure))}\n{result.Output}");
    }
}
