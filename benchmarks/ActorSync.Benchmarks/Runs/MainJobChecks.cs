using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What must be true of the main job, limited or not.</summary>
internal sealed class MainJobChecks(HarnessOptions options, ConfiguredTaxonomy taxonomy, TimeProvider time)
{
    /// <summary>The claims and how they stand.</summary>
    public IEnumerable<Check> Of(ImmutableArray<GeneratedPerson> people, MainJobObservation seen) =>
        [.. new RunChecks(options, taxonomy, time).Of(people, seen), .. Counted(seen), .. Fewest(seen), .. Silent(seen), .. SilentlyRead(seen)];

    private static IEnumerable<Check> Counted(MainJobObservation seen)
    {
        var (summary, counts) = (seen.Summary, seen.Counts);
        yield return Check.Equal("requests: the target's count = requests.sent", counts.Api, summary.Sent);
        yield return Check.Equal("429s: the target's count = requests.throttled", counts.Throttled, summary.Throttled);
        yield return Check.Equal("every request succeeded but the 429s", counts.Api - counts.Throttled, counts.Succeeded);
        yield return Check.Equal("nothing was repeated or in doubt", 0, summary.Retried, summary.Ambiguous);
    }

    private IEnumerable<Check> Fewest(MainJobObservation seen)
    {
        var summary = seen.Summary;
        var except = options.IsThrottled ? " but the 429s" : string.Empty;
        var writes = seen.Requests.Count(request => request is { IsWrite: true, IsThrottled: false });
        var reads = seen.Requests.Count(request => request is { IsWrite: false, IsThrottled: false });
        var throttledWrites = seen.Requests.Count(request => request is { IsWrite: true, IsThrottled: true });

        // The forecast is made when everything is read: of the 429s it knows those of the reads.
        yield return Check.Equal(
            $"the target's count{(options.IsThrottled ? " but the 429s of writes" : string.Empty)} = the forecast", seen.Counts.Api - throttledWrites, summary.Forecast);
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

    private static IEnumerable<Check> Silent(MainJobObservation seen)
    {
        var summary = seen.SecondSummary;
        yield return RunChecks.Converged("a second run converged", seen.Second, summary);
        yield return Check.Equal("a second run wrote nothing (target's count, requests.writes)", 0, seen.SecondWrites, summary.Writes);
        yield return new Check("a second run left the target as it was", seen.SecondLeftAllAsItWas, seen.SecondLeftAllAsItWas ? "the same bytes" : "other bytes");
    }

    private IEnumerable<Check> SilentlyRead(MainJobObservation seen)
    {
        // Another run may still find the allowance of the window before it used up.
        var summary = seen.SecondSummary;
        yield return Check.Equal(
            $"a second run's requests{(options.IsThrottled ? " but the 429s" : string.Empty)} = its forecast = the contract's fewest reads",
            summary.Sent - summary.Throttled,
            summary.Forecast - summary.Throttled,
            FewestRequests.Reads(options.Dialect, seen.After, taxonomy));
    }
}
