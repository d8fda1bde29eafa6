using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A run that is killed when all but a few people are done: how soon its resume is of use, and whether it leaves those alone who are done.</summary>
internal sealed class ResumedRunReport(ResumedRunPlan plan, Checkout checkout, TextWriter writer, TimeProvider time)
{
    private const int InFlight = 64;

    // Owns nothing yet and so removes nothing: every write is of one kind, and can be counted beforehand.
    private const string Removal = "owned";
    private const string Write = "PATCH";

    private const int RowsOfAPage = 500;
    private const int OtherPages = 3;
    private const int ReadsOfOne = 4;

    private static readonly TimeSpan MostToUsefulRequest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns 0 when every check held, 1 when one did not, 2 for arguments that it does not understand.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (ResumedRunPlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync(problem);
            await Console.Error.WriteLineAsync(ResumedRunPlan.Help);
            return 2;
        }

        return await new ResumedRunReport(plan, checkout, writer, time).DoAsync(stop);
    }

    private async Task<int> DoAsync(CancellationToken stop)
    {
        var report = new Report(writer);
        report.Heading(plan.Command);
        var taxonomy = ConfiguredTaxonomy.Read(checkout.Configuration);
        var people = new PeopleGenerator(taxonomy).Make(plan.People);
        using var folder = new TemporaryFolder();
        var source = folder["people.csv"];
        await PersonSheet.WriteAsync(source, people, stop);
        await using var server = plan.IsPostgres ? await PostgresProcess.StartAsync(stop) : null;
        await using var sandbox = await SandboxProcess.StartAsync(checkout, plan.Dialect, "0", source, [], stop);
        var client = new Client(checkout, sandbox, server is null ? JournalPlace.Sqlite : await server.NewJournalAsync(stop), time)
        {
            Dialect = plan.Dialect,
            Removal = Removal,
            State = folder["state"],
            InFlight = InFlight,
        };

        var planned = ProgramSummary.Read((await client.DoAsync(["plan", "--source", source], stop)).Output);
        var first = await KillAlmostDoneAsync(client, sandbox, source, planned.WritesLowerBound, stop);
        var before = await sandbox.RequestsAsync(stop);
        await sandbox.EndFaultsAsync(stop);

        await using var process = client.Start(["resume"]);
        var result = await process.EndAsync(stop);
        var second = new Life("resume", process.StartedAt, process.StartedAt + result.Elapsed, false, result.ExitCode, null, string.Empty);
        var requests = await sandbox.RequestsAsync(stop);
        var resumed = requests[before.Length..];
        var undone = before.Where(request => request.IsWrite && !(request.AnsweredAt <= first.EndedAt)).Select(request => request.User!).ToHashSet(StringComparer.Ordinal);
        var summary = ProgramSummary.Read(result.Output);
        var useful = resumed.FirstOrDefault(request => request.User is { } user && undone.Contains(user));
        var reads = resumed.Count(request => !request.IsWrite);

        report.Table(
        [
            new Figure("people, to change, left when killed", $"{Figures.Count(people.Length)}, {Figures.Count(planned.Changed)}, {undone.Count}"),
            new Figure("writes before the kill", Figures.Count(before.Count(request => request.IsWrite))),
            new Figure("the resume: first request of any kind after", Text(second, resumed.FirstOrDefault())),
            new Figure("the resume: time, processor time, peak memory", $"{Figures.One(result.Elapsed.TotalSeconds, "s")}, {Figures.One(result.Usage.Cpu.TotalSeconds, "s")}, {result.Usage.PeakResidentBytes >> 20} MiB"),
            new Figure("its requests: reads, listings of users among them, writes", $"{reads}, {resumed.Count(request => request.User is null && request.Path.EndsWith("/users", StringComparison.Ordinal))}, {resumed.Count(request => request.IsWrite)}"),
        ]);
        var convergence = new Convergence(taxonomy, plan.Dialect, Removal, time);
        var traffic = new CrashTraffic(requests, [first, second]);
        report.Checks(
        [
            new Check("a few people were left and all others were done", undone.Count > 0 && undone.Count <= plan.Left, Figures.Count(undone.Count)),
            new Check(
                "the resume's first request for somebody left came within 10 s of the start of its process",
                useful is not null && useful.ReceivedAt - second.StartedAt <= MostToUsefulRequest,
                Text(second, useful)),
            Check.Equal("no request for anybody who was done (requests)", 0, resumed.Count(request => request.User is { } user && !undone.Contains(user))),
            new Check("who was done cost no reads but the list of users (reads, at most)", reads <= MostReads(people.Length, undone.Count, plan.Dialect), $"{Figures.Count(reads)}, {Figures.Count(MostReads(people.Length, undone.Count, plan.Dialect))}"),
            RunChecks.Converged("the resume converged", result, summary),
            Check.Equal("nobody is lost (file, in scope, changed + unchanged)", people.Length, summary.InScope, summary.Changed + summary.Unchanged),
            Check.Equal("the target holds what the file states (people who differ)", 0, convergence.Unlike(people, TargetState.Read(await sandbox.StateAsync(stop)))),
            Check.Equal("every write in doubt is settled", 0, summary.Doubts.Unsettled),
            Check.Equal("who had a write open at the kill was read before the next write (writes that came unread)", 0, traffic.Unread.Length),
        ]);
        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    // The list of active users, one page that says that nobody is inactive, the two lists of the taxonomy; and who is left is read, in doubt and after it.
    // One look at a user is two reads on the guide's dialect.
    private static int MostReads(int people, int left, string dialect) =>
        ((people + RowsOfAPage - 1) / RowsOfAPage) + OtherPages + (left * ReadsOfOne * (dialect == "guide" ? 2 : 1));

    private static string Text(Life resume, TargetRequest? request) =>
        request is null ? "there was none" : Figures.One((request.ReceivedAt - resume.StartedAt).TotalSeconds, "s");

    /// <summary>Runs until only the last few writes have no answer, and kills the process.</summary>
    private async Task<Life> KillAlmostDoneAsync(Client client, SandboxProcess sandbox, string source, long writes, CancellationToken stop)
    {
        await sandbox.ShowFaultsAsync([string.Create(CultureInfo.InvariantCulture, $"stall:seconds=3600,route={Write},skip={writes - plan.Left}")], stop);
        await using var process = client.Start(["run", "--source", source]);
        var (last, since) = (0L, time.GetTimestamp());
        while (last <= writes - plan.Left || time.GetElapsedTime(since) < Quiet)
        {
            await Task.WhenAny(process.Ended, Task.Delay(LookEvery, time, stop));
            if (process.Ended.IsCompleted)
            {
                var ended = await process.EndAsync(stop);
                throw new HarnessException($"The run ended with {ended.ExitCode} before it could be killed: {string.Join('\n', ended.ErrorLines)}");
            }

            var now = (await sandbox.CountsAsync(stop)).Writes;
            if (now != last)
            {
                (last, since) = (now, time.GetTimestamp());
            }
        }

        return new Life("run", process.StartedAt, await process.KillAsync(), true, 0, null, string.Empty);
    }
}
