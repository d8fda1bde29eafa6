using System.Collections.Immutable;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A run that nobody disturbed, against which the killed ones are held.</summary>
/// <param name="After">The target after it.</param>
/// <param name="Summary">Its summary.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Reads">Reads before the first write.</param>
/// <param name="Writes">Writes.</param>
/// <param name="RepeatedWrites">Writes that the target received a second time.</param>
/// <param name="Times">How long its phases took.</param>
internal sealed record UncrashedRun(TargetState After, ProgramSummary Summary, int ExitCode, int Reads, int Writes, int RepeatedWrites, PhaseTimes Times)
{
    private const int InFlight = 64;

    /// <summary>Does it, and removes whatever it made.</summary>
    public static async Task<UncrashedRun> DoAsync(
        KilledRunPlan plan, Checkout checkout, ImmutableArray<GeneratedPerson> people, JournalPlace journal, TimeProvider time, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        var source = folder["people.csv"];
        await PersonSheet.WriteAsync(source, people, stop);
        await using var sandbox = await SandboxProcess.StartAsync(checkout, plan.Dialect, "0", source, [], stop);
        var client = new Client(checkout, sandbox, journal, time) { Dialect = plan.Dialect, Removal = plan.Removal, State = folder["state"], InFlight = InFlight };
        await using var process = client.Start(["run", "--source", source]);
        var result = await process.EndAsync(stop);
        var requests = await sandbox.RequestsAsync(stop);
        var life = new Life("run", process.StartedAt, process.StartedAt + result.Elapsed, false, result.ExitCode, null, string.Empty);
        return new UncrashedRun(
            TargetState.Read(await sandbox.StateAsync(stop)),
            ProgramSummary.Read(result.Output),
            result.ExitCode,
            requests.TakeWhile(request => !request.IsWrite).Count(),
            requests.Count(request => request.IsWrite),
            new CrashTraffic(requests, [life]).Repeated.Length,
            TimesOf(life, requests));
    }

    private static PhaseTimes TimesOf(Life life, ImmutableArray<TargetRequest> requests)
    {
        var reads = requests.TakeWhile(request => !request.IsWrite).ToArray();
        var writes = requests.Where(request => request.IsWrite).ToArray();
        if (reads is [] || writes is [])
        {
            throw new HarnessException("The run that nobody disturbs did not read or write anything, so there is nothing to compare with.");
        }

        var observed = reads.Max(read => read.AnsweredAt!.Value);
        var decided = writes[0].ReceivedAt;
        var converged = writes.Max(write => write.AnsweredAt!.Value);
        return new PhaseTimes(
            reads[0].ReceivedAt - life.StartedAt, observed - reads[0].ReceivedAt, decided - observed, converged - decided, life.EndedAt - converged);
    }
}
