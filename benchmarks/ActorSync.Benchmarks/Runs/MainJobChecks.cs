using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What must be true of the main job, limited or not.</summary>
internal sealed class MainJobChecks(HarnessOptions options, ConfiguredTaxonomy taxonomy)
{
    /// <summary>The claims and how they stand.</summary>
    public IEnumerable<Check> Of(ImmutableArray<GeneratedPerson> people, Observation seen) =>
        [.. Converged(people, seen), .. Counted(seen), .. Fewest(seen), .. Silent(seen), .. SilentlyRead(seen)];

    private IEnumerable<Check> Converged(ImmutableArray<GeneratedPerson> people, Observation seen)
    {
        var summary = seen.FirstSummary;
        yield return new Check("the run converged", IsConverged(seen.First.ExitCode, summary), $"exit code {seen.First.ExitCode}, {summary.Status}");
        yield return Check.Equal("everybody is in scope (file, rows accepted, in scope, changed + unchanged)", people.Length, summary.RowsAccepted, summary.InScope, summary.Changed + summary.Unchanged);
        yield return Check.Equal("nobody failed, was held or unmatched", 0, summary.NotDone);

        var convergence = new Convergence(taxonomy, options.Dialect, options.Removal);
        yield return Check.Equal("the target holds what the file states (people who differ)", 0, convergence.Unlike(people, seen.After));
        yield return Check.Equal("nothing unmanaged was touched (users)", 0, convergence.Touched(seen.Before, seen.After));
    }

    private static IEnumerable<Check> Counted(Observation seen)
    {
        var (summary, counts) = (seen.FirstSummary, seen.Counts);
        yield return Check.Equal("requests: the target's count = requests.sent", counts.Api, summary.Sent);
        yield return Check.Equal("reads: the target's count = requests.reads", counts.Reads, summary.Reads);
        yield return Check.Equal("writes: the target's count = requests.writes", counts.Writes, summary.Writes);
        yield return Check.Equal("tokens: the target's count = requests.tokens", counts.Tokens, summary.Tokens);
        yield return Check.Equal("429s: the target's count = requests.throttled", counts.Throttled, summary.Throttled);
        yield return Check.Equal("every request succeeded but the 429s", counts.Api - counts.Throttled, counts.Succeeded);
        yield return Check.Equal("nothing was repeated or in doubt", 0, summary.Retried, summary.Ambiguous);
    }

    private IEnumerable<Check> Fewest(Observation seen)
    {
        var summary = seen.FirstSummary;
        var except = options.IsThrottled ? " but the 429s" : string.Empty;
        var writes = seen.Requests.Count(request => request is { IsWrite: true, IsThrottled: false });
        var reads = seen.Requests.Count(request => request is { IsWrite: false, IsThrottled: false });
        yield return Check.Equal($"the target's count{except} = the forecast", seen.Counts.Api - seen.Counts.Throttled, summary.Forecast);
        yield return Check.Equal(
            $"writes{except} = requests.writesLowerBound = the fewest between the target's two states",
            writes,
            summary.WritesLowerBound,
            FewestRequests.Writes(options.Dialect, seen.Before, seen.After));
        yield return Check.Equal($"reads{except} = the contract's fewest", reads, FewestRequests.Reads(options.Dialect, seen.Before, taxonomy));
        if (!options.IsThrottled)
        {
            yield return Check.Equal("no 429 without a limit", 0, seen.Counts.Throttled);
        }
    }

    private static IEnumerable<Check> Silent(Observation seen)
    {
        var summary = seen.SecondSummary;
        yield return new Check("a second run converged", IsConverged(seen.Second.ExitCode, summary), $"exit code {seen.Second.ExitCode}, {summary.Status}");
        yield return Check.Equal("a second run wrote nothing (target's count, requests.writes)", 0, seen.SecondWrites, summary.Writes);
        yield return new Check("a second run left the target as it was", seen.SecondLeftAllAsItWas, seen.SecondLeftAllAsItWas ? "the same bytes" : "other bytes");
    }

    private IEnumerable<Check> SilentlyRead(Observation seen)
    {
        // Another run may still find the allowance of the window before it used up.
        var summary = seen.SecondSummary;
        yield return Check.Equal(
            $"a second run's requests{(options.IsThrottled ? " but the 429s" : string.Empty)} = its forecast = the contract's fewest reads",
            summary.Sent - summary.Throttled,
            summary.Forecast,
            FewestRequests.Reads(options.Dialect, seen.After, taxonomy));
    }

    private static bool IsConverged(int exitCode, ProgramSummary summary) => exitCode == 0 && summary.Status == "converged";
}
