using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>Lets a process live until the instant of its kill, and kills it; or waits for its end where it ends before.</summary>
internal sealed class Killer(SandboxProcess sandbox, UncrashedRun uncrashed, Random random, TimeProvider time)
{
    private const int LinesOfLastWords = 4;
    private const int KilledExitCode = 128 + 9;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestAfterOutage = TimeSpan.FromSeconds(5);

    /// <summary>Does it.</summary>
    /// <param name="process">The process.</param>
    /// <param name="command">What it was told.</param>
    /// <param name="aim">When it is to be killed; null for never.</param>
    /// <param name="server">The journal's server where it is to be killed as well, at that instant; null otherwise.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<EndedLife> KillAsync(ProgramProcess process, string command, KillAim? aim, PostgresProcess? server, CancellationToken stop)
    {
        DateTimeOffset? serverKilledAt = null;
        var mayKill = aim is not null;
        if (aim is not null && await ReachAsync(process, aim, stop) && server is not null)
        {
            (serverKilledAt, mayKill) = await KillServerAsync(process, server, stop);
        }

        if (mayKill && !process.Ended.IsCompleted)
        {
            var killedAt = await process.KillAsync();
            var result = await process.EndAsync(stop);

            // It may have come to its end in the very instant of the kill.
            if (result.ExitCode == KilledExitCode)
            {
                return new EndedLife(new Life(command, process.StartedAt, killedAt, true, result.ExitCode, serverKilledAt, string.Empty), null);
            }
        }

        return await EndAsync(process, command, serverKilledAt, stop);
    }

    private static async Task<EndedLife> EndAsync(ProgramProcess process, string command, DateTimeOffset? serverKilledAt, CancellationToken stop)
    {
        var result = await process.EndAsync(stop);
        var summary = result.Output.Length > 0 ? ProgramSummary.Read(result.Output) : null;
        var words = result.ExitCode == 0 ? string.Empty : string.Join(" / ", result.ErrorLines.TakeLast(LinesOfLastWords));
        return new EndedLife(new Life(command, process.StartedAt, process.StartedAt + result.Elapsed, false, result.ExitCode, serverKilledAt, words), summary);
    }

    /// <summary>Kills the server, starts it again after a while, and says whether the client is to be killed too: one of two is left to itself.</summary>
    private async Task<(DateTimeOffset KilledAt, bool KillsClient)> KillServerAsync(ProgramProcess process, PostgresProcess server, CancellationToken stop)
    {
        var killsClient = random.Next(2) == 0;
        var outage = LongestOutage * random.NextDouble();
        var after = LongestAfterOutage * random.NextDouble();
        var killedAt = time.GetUtcNow();
        await server.KillAsync(stop);
        await Task.Delay(outage, time, stop);
        await server.StartAgainAsync(stop);
        if (killsClient)
        {
            await DelayAsync(process, after, stop);
        }

        return (killedAt, killsClient);
    }

    /// <summary>Waits for the instant; false where the process ended before.</summary>
    private async Task<bool> ReachAsync(ProgramProcess process, KillAim aim, CancellationToken stop)
    {
        if (aim.Phase == KillPhase.Ending)
        {
            await sandbox.EndFaultsAsync(stop);
        }

        var atStart = await sandbox.CountsAsync(stop);
        var hasBegun = aim.Phase switch
        {
            KillPhase.Observing => await UntilAsync(process, async () => (await sandbox.CountsAsync(stop)).Api > atStart.Api, stop),
            KillPhase.Deciding => await UntilAsync(process, async () => (await sandbox.CountsAsync(stop)).Reads - atStart.Reads >= uncrashed.Reads, stop),
            KillPhase.Ending => await UntilAsync(process, async () => await sandbox.Writes.CountAsync(stop) >= uncrashed.Writes, stop),
            _ => true,
        };
        return hasBegun && await DelayAsync(process, aim.After, stop);
    }

    private async Task<bool> UntilAsync(ProgramProcess process, Func<Task<bool>> isReached, CancellationToken stop)
    {
        while (!process.Ended.IsCompleted)
        {
            if (await isReached())
            {
                return true;
            }

            await Task.Delay(LookEvery, time, stop);
        }

        return false;
    }

    private async Task<bool> DelayAsync(ProgramProcess process, TimeSpan delay, CancellationToken stop)
    {
        await Task.WhenAny(process.Ended, Task.Delay(delay, time, stop));
        stop.ThrowIfCancellationRequested();
        return !process.Ended.IsCompleted;
    }
}
