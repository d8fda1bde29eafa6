using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Results;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ActorSync.Benchmarks.Micro;

/// <summary>Measures the core by BenchmarkDotNet: delta, parse, serialise, budget.</summary>
internal static class MicroReport
{
    /// <summary>How it is called.</summary>
    public const string Help = "micro         [short|full] [--out DIR]";

    private static readonly ImmutableArray<Type> Benchmarks =
        [typeof(DecisionBenchmarks), typeof(RosterBenchmarks), typeof(WriteBenchmarks), typeof(JournalBenchmarks), typeof(BudgetBenchmarks)];

    /// <summary>Returns 0 when all were measured, 1 when one was not, 2 for arguments that say nothing.</summary>
    public static int Run(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        var isShort = args is ["short", ..];
        var rest = args is ["short" or "full", ..] ? args[1..] : args;
        if (rest is not ([] or ["--out", _]))
        {
            Console.Error.WriteLine($"Not understood: {string.Join(' ', args)}\n{Help}");
            return 2;
        }

        var folder = rest is [_, var given] ? given : checkout.Results;
        var (machine, at) = (MachineFacts.Read(checkout), time.GetUtcNow());
        using var scratch = new TemporaryFolder();
        var summaries = Benchmarks.Select(Measure).ToImmutableArray();
        var reports = summaries.SelectMany(summary => summary.Reports).ToImmutableArray();
        var result = new BenchResult { At = at, Command = string.Join(' ', args.Prepend("micro")), Machine = machine, Figures = [.. reports.Where(report => report.Success).SelectMany(FiguresOf)] };
        ResultFiles.Write(Path.Combine(folder, "micro.json"), result);
        using (var table = new StreamWriter(Path.Combine(folder, "micro.md")))
        {
            foreach (var summary in summaries)
            {
                MarkdownExporter.GitHub.ExportToLog(summary, new StreamLogger(table));
            }
        }

        writer.WriteLine($"written: {folder}");
        return reports.Length > 0 && reports.All(report => report.Success) && !summaries.Any(summary => summary.HasCriticalValidationErrors) ? 0 : 1;

        Summary Measure(Type type)
        {
            stop.ThrowIfCancellationRequested(); // Between two of them only: what measures has no way to stop.
            return BenchmarkRunner.Run(type, Configuration(isShort, scratch["artifacts"]));
        }
    }

    // In this process: a project generated and built for each of them would take the checkout's own build settings, and minutes.
    private static ManualConfig Configuration(bool isShort, string artifacts) => ManualConfig.CreateEmpty()
        .AddJob((isShort ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(artifacts);

    private static IEnumerable<BenchFigure> FiguresOf(BenchmarkReport report)
    {
        var name = $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}{(report.BenchmarkCase.HasParameters ? $" {report.BenchmarkCase.Parameters.DisplayInfo}" : string.Empty)}";
        yield return new BenchFigure(name, "time of one", "ns", [.. report.ResultStatistics!.OriginalValues]);
        yield return new BenchFigure(name + " allocated", "allocated for one", "B", [report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0]);
    }
}
