using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What must be true of a run however much the target is at fault.</summary>
internal sealed class FaultyChecks(HarnessOptions options, ConfiguredTaxonomy taxonomy)
{
    /// <summary>The claims and how they stand.</summary>
    public IEnumerable<Check> Of(ImmutableArray<GeneratedPerson> people, FaultyObservation met) =>
        [.. Converged(people, met), .. Settled(met), .. Counted(met)];

    private IEnumerable<Check> Converged(ImmutableArray<GeneratedPerson> people, FaultyObservation met)
    {
        var summary = met.Summary;
        var convergence = new Convergence(taxonomy, options.Dialect, options.Removal);
        yield return new Check("the run converged", met.Run.ExitCode == 0 && summary.Status == "converged", $"exit code {met.Run.ExitCode}, {summary.Status}");
        yield return Check.Equal("nobody is lost (file, rows accepted, in scope, changed + unchanged)", people.Length, summary.RowsAccepted, summary.InScope, summary.Changed + summary.Unchanged);
        yield return Check.Equal("the target holds what the file states (people who differ)", 0, convergence.Unlike(people, met.After));
        yield return Check.Equal("nothing unmanaged was touched (users)", 0, convergence.Touched(met.Before, met.After));
    }

    private IEnumerable<Check> Settled(FaultyObservation met)
    {
        var traffic = UserTraffic.Of(met.Requests);
        var doubts = met.Summary.Doubts;
        yield return new Check("answers to writes were lost", traffic.LostWrites > 0, Figures.Count(traffic.LostWrites));
        yield return Check.Equal("each was followed by a read before the next write to that user (writes that came first)", 0, traffic.WrittenUnread);
        yield return Check.Equal("no user was written by two requests at once (writes that came while another was under way)", 0, traffic.Overlapping);
        yield return Check.Equal("each doubt is settled (in doubt, settled)", met.Summary.Ambiguous, doubts[0] + doubts[1] + doubts[2]);
        if (options.FaultKind == HarnessOptions.LostAnswers)
        {
            yield return Check.Equal("each was found applied (lost in the target's log, found applied)", traffic.LostWrites, doubts[0]);
        }
    }

    private static IEnumerable<Check> Counted(FaultyObservation met)
    {
        var (summary, counts) = (met.Summary, met.Counts);
        yield return Check.Equal("the summary adds up (rows, people or requests left over)", 0, summary.Unaccounted);
        yield return Check.Equal("reads: the target's count = requests.reads", counts.Reads, summary.Reads);
        yield return Check.Equal("writes: the target's count = requests.writes", counts.Writes, summary.Writes);
        yield return Check.Equal("tokens: the target's count = requests.tokens", counts.Tokens, summary.Tokens);
    }
}
