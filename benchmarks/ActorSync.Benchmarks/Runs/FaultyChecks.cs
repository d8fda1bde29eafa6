using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What must be true of a run however much the target is at fault.</summary>
internal sealed class FaultyChecks(HarnessOptions options, ConfiguredTaxonomy taxonomy, TimeProvider time)
{
    // By then the writes have told how many attempts are in vain; what is forecast from then on must not be further off.
    private const double WrittenToTell = 0.5;
    private const double MostOff = 0.05;

    // From this share of the people on nobody shall be told that it is over much sooner than it is.
    private const double WrittenToRely = 0.1;
    private const double MostTooEarly = 0.15;

    /// <summary>The claims and how they stand.</summary>
    public IEnumerable<Check> Of(ImmutableArray<GeneratedPerson> people, Observation met) =>
        [.. new RunChecks(options, taxonomy, time).Of(people, met), .. Settled(met)];

    private IEnumerable<Check> Settled(Observation met)
    {
        var traffic = UserTraffic.Of(met.Requests);
        var doubts = met.Summary.Doubts;
        yield return new Check("answers to writes were lost", traffic.LostWrites > 0, Figures.Count(traffic.LostWrites));
        yield return Check.Equal("each was followed by a read before the next write to that user (writes that came first)", 0, traffic.WrittenUnread);
        yield return Check.Equal("no user was written by two requests at once (writes that came while another was under way)", 0, traffic.Overlapping);
        yield return Check.Equal("each doubt is settled (in doubt, settled)", met.Summary.Ambiguous, doubts.Settled);
        if (options.FaultKind == HarnessOptions.PassingFault)
        {
            var all = ForecastLine.ReadAll(met.Run.Errors);
            var lines = all.Where(line => line.Written >= WrittenToTell).ToList();
            yield return Near("requests as forecast from half of the people on", lines.Select(line => Off(line.Requests, met.Summary.Sent)));
            yield return Near("end as forecast from half of the people on", lines.Select(line => Off(line.End.TotalSeconds, met.Run.Elapsed.TotalSeconds)));
            yield return NotTooEarly(all.Where(line => line.Written >= WrittenToRely).Select(line => 1 - (line.End / met.Run.Elapsed)));
        }

        if (options.FaultKind == HarnessOptions.LostAnswers)
        {
            yield return Check.Equal("each was found applied (lost in the target's log, found applied)", traffic.LostWrites, doubts.Applied);
        }
    }

    private static double Off(double forecast, double actual) => Math.Abs(forecast - actual) / actual;

    private static Check NotTooEarly(IEnumerable<double> early)
    {
        var worst = early.DefaultIfEmpty(double.PositiveInfinity).Max();
        return new Check("end as forecast from a tenth of the people on", worst <= MostTooEarly, string.Create(CultureInfo.InvariantCulture, $"at most {Math.Max(0, worst):P1} too early"));
    }

    private static Check Near(string claim, IEnumerable<double> off)
    {
        var worst = off.DefaultIfEmpty(double.PositiveInfinity).Max();
        return new Check(claim, worst <= MostOff, string.Create(CultureInfo.InvariantCulture, $"at most {worst:P1} off"));
    }
}
