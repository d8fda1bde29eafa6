using System.Collections.Immutable;
using ActorSync.Benchmarks.Gateway;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Runs;

/// <summary>Does what was asked for, as often as it was asked for, and prints figures and checks.</summary>
internal sealed class Harness(HarnessOptions options, Checkout checkout, TextWriter writer, TimeProvider time)
{
    private const int LinesOfAFailure = 12;

    /// <summary>Returns 0 when every check held, else 1.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var taxonomy = ConfiguredTaxonomy.Read(checkout.Configuration);
        var people = new PeopleGenerator(taxonomy).Make(options.People);
        var report = new Report(writer);
        var speeds = ImmutableArray.CreateBuilder<double>(options.Runs);

        for (var run = 1; run <= options.Runs; run++)
        {
            report.Heading(options.Runs == 1 ? options.Command : $"{options.Command}, {run} of {options.Runs}");
            if (options.FaultKind is not null)
            {
                var met = await new FaultyJob(options, checkout, time).DoAsync(people, stop);
                report.Table(FaultyFigures.Of(met));
                var failedBefore = report.Failed;
                report.Checks(new FaultyChecks(options, taxonomy, time).Of(people, met));
                if (report.Failed > failedBefore)
                {
                    PrintEnd(report, met.Run);
                }

                speeds.Add(people.Length / met.Run.Elapsed.TotalSeconds);
                continue;
            }

            var seen = await new MainJob(options, checkout, time).DoAsync(people, stop);
            Print(report, new MainJobChecks(options, taxonomy, time).Of(people, seen), seen);
            speeds.Add(MainJobFigures.UsersPerSecond(seen));
        }

        if (options.Runs > 1)
        {
            report.Heading($"people a second over {options.Runs} runs: {Spread(speeds)}");
        }

        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private void Print(Report report, IEnumerable<Check> checks, MainJobObservation seen)
    {
        report.Table(MainJobFigures.Of(seen));
        var failedBefore = report.Failed;
        if (options.IsThrottled)
        {
            var proof = new PauseProof(Attempt.ReadAll([.. seen.Run.ErrorLines]), seen.Requests);
            report.Table(proof.Table());
            report.Checks(checks);
            report.Checks(proof.Checks());
        }
        else
        {
            report.Checks(checks);
        }

        if (report.Failed > failedBefore)
        {
            PrintEnd(report, seen.Run);
        }
    }

    private void PrintEnd(Report report, ProgramResult run)
    {
        if (!run.Errors.IsEmpty)
        {
            report.Heading("the end of the client's log:");
            writer.WriteLine(string.Join('\n', run.ErrorLines.TakeLast(LinesOfAFailure)));
        }
    }

    private static string Spread(IEnumerable<double> speeds)
    {
        var sorted = speeds.Order().Select(each => (long)each).ToArray();
        return $"median {Figures.Count(sorted[sorted.Length / 2])} [{Figures.Count(sorted[0])} .. {Figures.Count(sorted[^1])}]";
    }
}
