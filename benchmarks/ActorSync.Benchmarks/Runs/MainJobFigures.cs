using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;

namespace ActorSync.Benchmarks.Runs;

/// <summary>The figures of the main job, for information: they belong to the machine and the hour.</summary>
internal static class MainJobFigures
{
    private const double BytesInAMebibyte = 1024 * 1024;

    /// <summary>The table of one run.</summary>
    public static IEnumerable<Figure> Of(MainJobObservation seen)
    {
        var (summary, first) = (seen.Summary, seen.Run);
        yield return new Figure("people, changed", $"{Figures.Count(summary.InScope)}, {Figures.Count(summary.Changed)}");
        yield return new Figure("operations", Figures.Count(summary.Operations));
        yield return new Figure("requests = reads + writes", $"{Figures.Count(summary.Sent)} = {Figures.Count(summary.Reads)} + {Figures.Count(summary.Writes)}");
        yield return new Figure("time of the process, of the run in it", $"{Figures.One(first.Elapsed.TotalSeconds, "s")}, {Figures.One(summary.Duration.TotalSeconds, "s")}");
        yield return new Figure("people a second, by the time of the process", Figures.Count((long)UsersPerSecond(seen)));
        yield return new Figure("requests a second, by the time of the process", Figures.Count((long)(summary.Sent / first.Elapsed.TotalSeconds)));
        yield return new Figure("client: processor time, peak resident memory", Text(first.Usage));
        yield return new Figure("sandbox: processor time, peak resident memory", Text(seen.TargetUsage));
        yield return new Figure("second run: time of the process, requests", $"{Figures.One(seen.Second.Elapsed.TotalSeconds, "s")}, {Figures.Count(seen.SecondSummary.Sent)}");
        yield return new Figure("second run: processor time, peak memory", Text(seen.Second.Usage));
    }

    /// <summary>People in scope for each second of the client's process.</summary>
    public static double UsersPerSecond(MainJobObservation seen) => seen.Summary.InScope / seen.Run.Elapsed.TotalSeconds;

    private static string Text(ProcessUsage usage) =>
        $"{Figures.One(usage.Cpu.TotalSeconds, "s")}, {Figures.Count((long)(usage.PeakResidentBytes / BytesInAMebibyte))} MiB";
}
