using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>What must be true of runs whose processes are killed at any instant.</summary>
internal sealed class KilledChecks(KilledRunPlan plan, ConfiguredTaxonomy taxonomy, ImmutableArray<GeneratedPerson> people, UncrashedRun uncrashed, TimeProvider time)
{
    private const int MostNamed = 5;

    // An outcome that came so long before a kill is durable, however slow the disk is.
    private static readonly TimeSpan DurableAfter = TimeSpan.FromSeconds(2);

    private readonly Convergence _convergence = new(taxonomy, plan.Dialect, plan.Removal, time);

    /// <summary>The claims about the run that nobody disturbs.</summary>
    public IEnumerable<Check> OfUncrashed()
    {
        yield return new Check("the run that nobody disturbs converged", uncrashed is { ExitCode: 0, Summary.Status: "converged" }, $"exit code {uncrashed.ExitCode}, {uncrashed.Summary.Status}");
        yield return Check.Equal("it wrote everything once (writes that came a second time)", 0, uncrashed.RepeatedWrites);
    }

    /// <summary>The claims about one killed run.</summary>
    public IEnumerable<Check> Of(CrashedRun run)
    {
        var summary = run.Summary;
        var traffic = new CrashTraffic(run.Requests, run.Lives);
        yield return new Check("the run converged at last", run.ExitCode == 0 && summary.Status == "converged", $"exit code {run.ExitCode}, {summary.Status}, {run.Lives.Length} processes");
        yield return Same("the target is as after a run that nobody disturbs (users who differ)", StateDifference.Of(uncrashed.After, run.After, time.GetUtcNow(), run.HandGiven));
        yield return Check.Equal("the target holds what the file states (people who differ)", 0, _convergence.Unlike(people, run.After));
        yield return Check.Equal("nobody is lost (file, rows accepted, in scope, changed + unchanged)", people.Length, summary.RowsAccepted, summary.InScope, summary.Changed + summary.Unchanged);
        yield return Check.Equal("nobody failed, was held or unmatched", 0, summary.NotDone);
        yield return Check.Equal("the summary adds up (rows, people or requests left over)", 0, summary.Unaccounted);
        yield return Check.Equal("as many people changed as in the run that nobody disturbs", uncrashed.Summary.Changed, summary.Changed);
        yield return Check.Equal("as many operations were done", uncrashed.Summary.Operations, summary.Operations);
        yield return Check.Equal("no write is left in doubt", 0, summary.Doubts.Unsettled);
        yield return Repeated(run, traffic);
        yield return Same("who had a write open at a kill was read before the next write (writes that came unread)", [.. traffic.Unread.Select(write => $"{write.Method} {write.Path}")]);
        yield return Check.Equal("no user was written by two requests at once (writes that came while another was under way)", 0, UserTraffic.Of(run.Requests).Overlapping);
        yield return Same("every process was killed or came to a good end", [.. run.Lives.Where(IsBadEnd).Select(life => $"{life.Command} ended with {life.ExitCode}: {life.LastWords}")]);
        yield return Same("what runs says after a kill is true (people done: said, surely, perhaps)", [.. run.Said.Select(said => Untrue(said, traffic)).OfType<string>()]);
    }

    /// <summary>The claims about all runs together.</summary>
    public IEnumerable<Check> OfAll(ImmutableArray<CrashedRun> runs)
    {
        yield return new Check("as many kills as asked for", runs.Sum(run => run.Kills) >= plan.Kills, Figures.Count(runs.Sum(run => run.Kills)));
        if (plan.PostgresKills > 0)
        {
            yield return new Check("as many kills of the journal's server as asked for", runs.Sum(run => run.ServerKills) >= plan.PostgresKills, Figures.Count(runs.Sum(run => run.ServerKills)));
        }

        var phases = KilledFigures.Phases(runs, uncrashed);
        yield return new Check("kills landed in every phase", phases.Values.All(count => count > 0), string.Join(", ", phases.Select(each => $"{each.Key} {each.Value}")));
        yield return new Check("a resume found writes open that a kill had left", runs.Any(run => run.Summary.Doubts.Total > 0), Figures.Count(runs.Sum(run => run.Summary.Doubts.Total)));
        foreach (var fate in Enum.GetValues<SourceFate>().Where(fate => fate != SourceFate.Kept && runs.Length >= Enum.GetValues<SourceFate>().Length))
        {
            yield return new Check(
                $"a run was resumed whose source was {Named(fate)}",
                runs.Any(run => run.Source == fate && run.Lives.Any(life => life.Command == KilledJob.Resume)),
                $"{runs.Count(run => run.Source == fate)} runs");
        }
    }

    // A repeated write is one that was open when its process ended, so there are never more of them than there were open ones.
    private static Check Repeated(CrashedRun run, CrashTraffic traffic)
    {
        var tooMany = traffic.Repeated.GroupBy(each => each.Life).Where(life => life.Count() > traffic.OpenAtEndOf(life.Key)).Select(life => life.First());
        var notOpen = traffic.Repeated.Where(each => !each.WasOpen);
        var wrong = notOpen.Union(tooMany).Select(each => each.ToString()).ToImmutableArray();
        var open = Enumerable.Range(0, run.Lives.Length).Where(life => run.Lives[life].IsKilled || run.Lives[life].ServerKilledAt is not null).Sum(traffic.OpenAtEndOf);
        var seen = $"{traffic.Repeated.Length} repeated, {traffic.Repeated.Count(each => each.IsDoneTwice)} of them done twice; {open} open at the kills";
        return new Check("no more writes were repeated than were open at each kill", wrong.IsEmpty, wrong.IsEmpty ? seen : $"{seen}; not open or too many: {Few(wrong)}");
    }

    // The death of its journal's server is a reason to stop, with the run open.
    private static bool IsBadEnd(Life life) => !life.IsKilled && life.ExitCode != 0 && life.ServerKilledAt is null;

    private static string? Untrue(SaidSoFar said, CrashTraffic traffic)
    {
        var (surely, perhaps) = (traffic.SurelyDone(said.KilledAt, DurableAfter), traffic.PerhapsDone(said.KilledAt));
        return surely <= said.Changed && said.Changed <= perhaps ? null : $"{said.Changed}, {surely}, {perhaps}";
    }

    private static Check Same(string claim, ImmutableArray<string> exceptions) =>
        new(claim, exceptions.IsEmpty, exceptions.IsEmpty ? "0" : $"{exceptions.Length}: {Few(exceptions)}");

    private static string Few(ImmutableArray<string> texts) => string.Join("; ", texts.Take(MostNamed)) + (texts.Length > MostNamed ? "; …" : string.Empty);

    private static string Named(SourceFate fate) => fate switch
    {
        SourceFate.Overwritten => "overwritten since",
        SourceFate.Removed => "removed since",
        SourceFate.StandardInput => "standard input",
        _ => "kept",
    };
}
