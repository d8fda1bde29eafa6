using System.Collections.Immutable;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>Runs whose processes are killed at random instants until they end, held against one that nobody disturbs.</summary>
internal static class KilledRunReport
{
    // A run may end before it has met all its kills; but so many in a row say that no kill ever lands.
    private const int MostRunsBeyond = 20;

    /// <summary>Returns 0 when every check held, 1 when one did not, 2 for arguments that it does not understand.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (KilledRunPlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync(problem);
            await Console.Error.WriteLineAsync(KilledRunPlan.Help);
            return 2;
        }

        var taxonomy = ConfiguredTaxonomy.Read(checkout.Configuration);
        var people = new PeopleGenerator(taxonomy).Make(plan.People);
        var random = new Random(plan.Seed);
        var report = new Report(writer);
        await using var server = plan.IsPostgres ? await PostgresProcess.StartAsync(stop) : null;

        report.Heading(plan.Command);
        var uncrashed = await UncrashedRun.DoAsync(plan, checkout, people, server is null ? JournalPlace.Sqlite : await server.NewJournalAsync(stop), time, stop);
        var checks = new KilledChecks(plan, taxonomy, people, uncrashed, time);
        report.Table(KilledFigures.OfUncrashed(uncrashed, new KillInstants(random, uncrashed.Times)));
        report.Checks(checks.OfUncrashed());

        var runs = ImmutableArray.CreateBuilder<CrashedRun>();
        var most = (plan.Kills / plan.KillsPerRun) + MostRunsBeyond;
        for (var (left, leftOfServer) = (plan.Kills, plan.PostgresKills); (left > 0 || leftOfServer > 0) && runs.Count < most;)
        {
            var kills = Math.Clamp(left, 1, plan.KillsPerRun);
            var runsLeft = Math.Max(1, (left + plan.KillsPerRun - 1) / plan.KillsPerRun);

            // A run that ended before its first kill showed nothing of what becomes of its source.
            var number = runs.Count(run => run.Lives.Any(life => life.Command == KilledJob.Resume));
            var job = new KilledJob(plan, checkout, taxonomy, people, uncrashed, random, time);
            var run = await job.DoAsync(number, kills, server, (leftOfServer + runsLeft - 1) / runsLeft, stop);
            runs.Add(run);
            left -= run.Kills;
            leftOfServer -= run.ServerKills;
            report.Heading($"run {runs.Count}, source {run.Source}, {runs.Sum(each => each.Kills)} of {plan.Kills} kills");
            report.Table(KilledFigures.Of(run, uncrashed));
            report.Checks(checks.Of(run));
        }

        report.Heading("all runs");
        report.Checks(checks.OfAll(runs.ToImmutable()));
        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }
}
