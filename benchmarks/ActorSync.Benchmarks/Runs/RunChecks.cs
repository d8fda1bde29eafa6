using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What must be true of every run, whatever the target is like.</summary>
internal sealed class RunChecks(HarnessOptions options, ConfiguredTaxonomy taxonomy, TimeProvider time)
{
    /// <summary>The claims and how they stand.</summary>
    public IEnumerable<Check> Of(ImmutableArray<GeneratedPerson> people, Observation seen)
    {
        var (summary, counts) = (seen.Summary, seen.Counts);
        var convergence = new Convergence(taxonomy, options.Dialect, options.Removal, time);
        yield return Converged("the run converged", seen.Run, summary);
        yield return Check.Equal("nobody is lost (file, rows accepted, in scope, changed + unchanged)", people.Length, summary.RowsAccepted, summary.InScope, summary.Changed + summary.Unchanged);
        yield return Check.Equal("nobody failed, was held or unmatched", 0, summary.NotDone);
        yield return Check.Equal("the target holds what the file states (people who differ)", 0, convergence.Unlike(people, seen.After));
        yield return Check.Equal("nothing unmanaged was touched (users)", 0, convergence.Touched(people, seen.Before, seen.After));
        yield return Check.Equal("the summary adds up (rows, people or requests left over)", 0, summary.Unaccounted);
        yield return Check.Equal("reads: the target's count = requests.reads", counts.Reads, summary.Reads);
        yield return Check.Equal("writes: the target's count = requests.writes", counts.Writes, summary.Writes);
        yield return Check.Equal("tokens: the target's count = requests.tokens", counts.Tokens, summary.Tokens);
    }

    /// <summary>Whether a run came to its end.</summary>
    public static Check Converged(string claim, ProgramResult run, ProgramSummary summary) =>
        new(claim, run.ExitCode == 0 && summary.Status == "converged", $"exit code {run.ExitCode}, {summary.Status}");
}
