using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;
using Microsoft.Data.Sqlite;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A process that is stopped with SIGSTOP for longer than its lease, while a second one takes over, and goes on then: once in the middle of the second's work, once after it.</summary>
internal sealed class FrozenRunReport(FrozenRunPlan plan, Checkout checkout, TextWriter writer, TimeProvider time)
{
    private const int InFlight = 24;
    private const int MostTriesToStop = 200;
    private const int ConflictExitCode = 6;
    private const string LateSendRule = "late-send";
    private const string Slow = "stall:seconds=1,probability=0.5";

    private static readonly ImmutableArray<string> Writes = ["PATCH", "DELETE"];
    private static readonly TimeSpan BeyondLease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(plan.Seed);

    /// <summary>Returns 0 when every check held, 1 when one did not, 2 for arguments that it does not understand.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (FrozenRunPlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync(problem);
            await Console.Error.WriteLineAsync(FrozenRunPlan.Help);
            return 2;
        }

        return await new FrozenRunReport(plan, checkout, writer, time).DoAsync(stop);
    }

    private async Task<int> DoAsync(CancellationToken stop)
    {
        var report = new Report(writer);
        report.Heading(plan.Command);
        var taxonomy = ConfiguredTaxonomy.Read(checkout.Configuration);
        var people = new PeopleGenerator(taxonomy).Make(plan.People);
        await using var server = plan.IsPostgres ? await PostgresProcess.StartAsync(stop) : null;
        var asKilled = KilledRunPlan.Of(plan.Dialect, plan.People, plan.Removal);
        var uncrashed = await UncrashedRun.DoAsync(asKilled, checkout, people, await JournalAsync(server, stop), time, stop);
        report.Checks(new KilledChecks(asKilled, taxonomy, people, uncrashed, time).OfUncrashed());

        foreach (var wakesDuring in (bool[])[true, false])
        {
            report.Heading(wakesDuring ? "goes on in the middle of the second's work" : "goes on after the second's end");
            await FreezeAsync(report, people, taxonomy, uncrashed, server, wakesDuring, stop);
        }

        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private static async Task<JournalPlace> JournalAsync(PostgresProcess? server, CancellationToken stop) =>
        server is null ? JournalPlace.Sqlite : await server.NewJournalAsync(stop);

    private async Task FreezeAsync(
        Report report, ImmutableArray<GeneratedPerson> people, ConfiguredTaxonomy taxonomy, UncrashedRun uncrashed, PostgresProcess? server, bool wakesDuring, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        var source = folder["people.csv"];
        await PersonSheet.WriteAsync(source, people, stop);
        await using var sandbox = await SandboxProcess.StartAsync(checkout, plan.Dialect, "0", source, SlowWrites(), stop);
        var before = TargetState.Read(await sandbox.StateAsync(stop));
        var client = new Client(checkout, sandbox, await JournalAsync(server, stop), time)
        {
            Dialect = plan.Dialect,
            Removal = plan.Removal,
            State = folder["state"],
            InFlight = InFlight,
            More = plan.LeaseSeconds is { } seconds ? ["--set", string.Create(CultureInfo.InvariantCulture, $"Journal:LeaseSeconds={seconds}")] : [],
        };

        await using var first = client.Start(["run", "--source", source]);
        var share = 0.1 + (0.3 * _random.NextDouble());
        await UntilAsync(first, async () => (await sandbox.CountsAsync(stop)).Writes >= share * uncrashed.Writes, stop);
        if (first.Ended.IsCompleted)
        {
            var ended = await first.EndAsync(stop);
            throw new HarnessException($"The run ended with {ended.ExitCode} before it could be stopped: {string.Join('\n', ended.ErrorLines)}");
        }

        var frozenAt = await StopAsync(first, folder["state"], stop);
        ProgramResult secondEnd;
        await Task.Delay(plan.Lease + BeyondLease, time, stop);
        var soFar = (await sandbox.RequestsAsync(stop)).Length;
        await using (var second = client.Start(["resume"]))
        {
            if (wakesDuring)
            {
                await UntilAsync(second, async () => (await sandbox.RequestsAsync(stop)).Skip(soFar).Any(request => request.IsWrite), stop);
                await first.SignalAsync("CONT", stop);
            }

            secondEnd = await second.EndAsync(stop);
        }

        if (!wakesDuring)
        {
            await first.SignalAsync("CONT", stop);
        }

        var firstEnd = await first.EndAsync(stop);
        var requests = await sandbox.RequestsAsync(stop);
        report.Checks(Check(people, taxonomy, uncrashed, before, new Frozen(frozenAt, firstEnd, secondEnd, requests, TargetState.Read(await sandbox.StateAsync(stop)))));
    }

    // In the middle of a write a process keeps SQLite's file locked, and nobody can take over before it is ended: that is refused, and not what is looked at here.
    private async Task<DateTimeOffset> StopAsync(ProgramProcess process, string state, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTriesToStop; tries++)
        {
            var stoppedAt = time.GetUtcNow();
            await process.SignalAsync("STOP", stop);
            while (!process.Ended.IsCompleted && !process.StandsStill)
            {
                await Task.Delay(LookEvery, time, stop);
            }

            if (plan.IsPostgres || !IsLocked(Directory.GetFiles(state, "journal.db", SearchOption.AllDirectories).Single()))
            {
                return stoppedAt;
            }

            await process.SignalAsync("CONT", stop);
            await Task.Delay(LookEvery, time, stop);
        }

        throw new HarnessException($"In {MostTriesToStop} tries the run was stopped in the middle of a write to its journal each time.");
    }

    private static bool IsLocked(string journal)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = journal, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK;"; // Nothing before it that gives rows: the client drops the errors of what comes after.
        command.CommandTimeout = 1;
        try
        {
            command.ExecuteNonQuery();
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return true;
        }
    }

    private IEnumerable<Check> Check(ImmutableArray<GeneratedPerson> people, ConfiguredTaxonomy taxonomy, UncrashedRun uncrashed, TargetState before, Frozen seen)
    {
        var convergence = new Convergence(taxonomy, plan.Dialect, plan.Removal, time);
        var open = seen.OpenWrites();
        yield return new Check("writes were under way when the first process was stopped", open > 0, Figures.Count(open));
        yield return new Check(
            "the second took over and converged",
            seen.Second.ExitCode == 0 && seen.SecondSummary.Status == "converged",
            $"exit code {seen.Second.ExitCode}, {seen.SecondSummary.Status}{(seen.Second.ExitCode == 0 ? string.Empty : $": {seen.Second.ErrorLines.LastOrDefault()}")}");
        yield return Reports.Check.Equal("nobody is lost (file, in scope, changed + unchanged)", people.Length, seen.SecondSummary.InScope, seen.SecondSummary.Changed + seen.SecondSummary.Unchanged);
        yield return new Check("the first ended with 6", seen.First.ExitCode == ConflictExitCode, $"exit code {seen.First.ExitCode}: {seen.First.ErrorLines.LastOrDefault()}");
        yield return Reports.Check.Equal("the target is as after a run that nobody disturbs (users who differ)", 0, StateDifference.Of(uncrashed.After, seen.After, time.GetUtcNow()).Length);
        yield return Reports.Check.Equal("the target holds what the file states (people who differ)", 0, convergence.Unlike(people, seen.After));
        yield return Reports.Check.Equal("nothing unmanaged was touched (users)", 0, convergence.Touched(people, before, seen.After));
        yield return Reports.Check.Equal("the first sent nothing once it had been stopped (requests with its tokens)", 0, seen.SentLate());
        var told = seen.FirstFindings.GetValueOrDefault(LateSendRule);
        yield return new Check("the first told of every write whose answer came after its lease (told, under way when stopped)", told >= open, $"{told}, {open}");
        yield return Reports.Check.Equal("who had a write under way was read before the second's first write (writes that came unread)", 0, seen.Unread());
        yield return Reports.Check.Equal("no user was written by two requests at once (writes that came while another was under way)", 0, UserTraffic.Of(seen.Requests).Overlapping);
    }

    // Before they are done, and after.
    private ImmutableArray<string> SlowWrites() =>
    [
        "--fault-seed", _random.Next().ToString(CultureInfo.InvariantCulture),
        .. from verb in Writes
           from applied in (string[])["true", "false"]
           from argument in (string[])["--fault", $"{Slow},applied={applied},route={verb}"]
           select argument,
    ];

    private async Task UntilAsync(ProgramProcess process, Func<Task<bool>> isReached, CancellationToken stop)
    {
        while (!process.Ended.IsCompleted && !await isReached())
        {
            await Task.Delay(LookEvery, time, stop);
        }
    }
}
