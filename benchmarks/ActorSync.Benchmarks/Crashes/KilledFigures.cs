using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>The figures of killed runs, for information.</summary>
internal static class KilledFigures
{
    /// <summary>The table of the run that nobody disturbed.</summary>
    public static IEnumerable<Figure> OfUncrashed(UncrashedRun uncrashed, KillInstants instants)
    {
        var times = uncrashed.Times;
        yield return new Figure("people, changed", $"{Figures.Count(uncrashed.Summary.InScope)}, {Figures.Count(uncrashed.Summary.Changed)}");
        yield return new Figure("reads, writes", $"{Figures.Count(uncrashed.Reads)}, {Figures.Count(uncrashed.Writes)}");
        yield return new Figure(
            "start-up, observing, deciding, converging, ending",
            string.Join(", ", ((TimeSpan[])[times.StartUp, times.Observing, times.Deciding, times.Converging, times.Ending]).Select(time => Figures.One(time.TotalMilliseconds, "ms"))));
        yield return new Figure("kills are random over", Figures.One(instants.Window.TotalSeconds, "s"));
    }

    /// <summary>The table of one killed run.</summary>
    public static IEnumerable<Figure> Of(CrashedRun run, UncrashedRun uncrashed)
    {
        var traffic = new CrashTraffic(run.Requests, run.Lives);
        var open = Enumerable.Range(0, run.Lives.Length).Where(life => run.Lives[life].IsKilled).Select(traffic.OpenAtEndOf).ToArray();
        yield return new Figure("processes, killed, server killed", $"{run.Lives.Length}, {run.Kills}, {run.ServerKills}");
        yield return new Figure("kills by phase", string.Join(", ", Phases([run], uncrashed).Select(each => $"{each.Key} {each.Value}")));
        yield return new Figure("time", Figures.One((run.Lives[^1].EndedAt - run.Lives[0].StartedAt).TotalSeconds, "s"));
        yield return new Figure("under way at most; open at a kill: most, in all", $"{run.InFlight}; {(open is [] ? 0 : open.Max())}, {open.Sum()}");
        yield return new Figure(
            "in doubt: found applied, not, in part, unsettled", string.Join(", ", run.Summary.Doubts.Each.Select(Figures.Count)));
        yield return new Figure(
            "reads and writes: the target's count, the summary's",
            $"{Figures.Count(run.Requests.Count(request => !request.IsWrite))} and {Figures.Count(run.Requests.Count(request => request.IsWrite))}, {Figures.Count(run.Summary.Reads)} and {Figures.Count(run.Summary.Writes)}");
        yield return new Figure("skills given by hand meanwhile", Figures.Count(run.HandGiven.Count));
        foreach (var life in run.Lives.Where(life => !life.IsKilled && (life.ServerKilledAt is not null || life.ExitCode != 0)))
        {
            yield return new Figure($"{life.Command} ended by itself with {life.ExitCode}", life.LastWords);
        }
    }

    /// <summary>How many kills landed in each phase.</summary>
    public static ImmutableSortedDictionary<KillPhase, int> Phases(ImmutableArray<CrashedRun> runs, UncrashedRun uncrashed)
    {
        var counts = Enum.GetValues<KillPhase>().ToDictionary(phase => phase, _ => 0);
        foreach (var run in runs)
        {
            var traffic = new CrashTraffic(run.Requests, run.Lives);
            for (var life = 0; life < run.Lives.Length; life++)
            {
                if (run.Lives[life].IsKilled)
                {
                    counts[traffic.PhaseAtEndOf(life, uncrashed.Reads)]++;
                }
            }
        }

        return counts.ToImmutableSortedDictionary();
    }
}
