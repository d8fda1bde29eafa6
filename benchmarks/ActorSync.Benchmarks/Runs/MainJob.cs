using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>Does the main job once: a new target in one process, <c>run</c> in another, then <c>run</c> again.</summary>
internal sealed class MainJob(HarnessOptions options, Checkout checkout, TimeProvider time)
{
    /// <summary>Does it, and removes whatever it made.</summary>
    public async Task<MainJobObservation> DoAsync(ImmutableArray<GeneratedPerson> people, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        var source = folder["people.csv"];
        await PersonSheet.WriteAsync(source, people, stop);
        await using var sandbox = await SandboxProcess.StartAsync(checkout, options.Dialect, options.Limit, source, Noise(), stop);

        var before = await sandbox.StateAsync(stop);
        var first = await RunAsync(sandbox, source, folder["state"], stop);
        var usage = sandbox.Usage;
        var counts = await sandbox.CountsAsync(stop);
        var requests = await sandbox.RequestsAsync(stop);
        var after = await sandbox.StateAsync(stop);

        var second = await RunAsync(sandbox, source, folder["state"], stop);
        var last = await sandbox.StateAsync(stop);
        return new MainJobObservation
        {
            Before = TargetState.Read(before),
            After = TargetState.Read(after),
            Counts = counts,
            Requests = requests,
            Run = first,
            Summary = ProgramSummary.Read(first.Output),
            Second = second,
            SecondSummary = ProgramSummary.Read(second.Output),
            SecondWrites = (await sandbox.CountsAsync(stop)).Writes - counts.Writes,
            SecondLeftAllAsItWas = after.AsSpan().SequenceEqual(last),
            TargetUsage = usage,
        };
    }

    private ImmutableArray<string> Noise() => options.Noise == 0
        ? []
        :
        [
            "--fault-seed", options.FaultSeed.ToString(CultureInfo.InvariantCulture),
            "--fault", string.Create(CultureInfo.InvariantCulture, $"too-many-requests:seconds=1,probability={options.Noise}"),
        ];

    private async Task<ProgramResult> RunAsync(SandboxProcess sandbox, string source, string state, CancellationToken stop)
    {
        ImmutableArray<string> arguments =
        [
            "run", "--source", source,
            .. ProgramArguments.Of(
                checkout,
                options.Dialect,
                sandbox.Address,
                state,
                [ProgramArguments.Unpaced, string.Create(CultureInfo.InvariantCulture, $"Target:Tokens={options.Tokens}"), $"Policy:Removal={options.Removal}"]),
        ];

        // Only the proof of the pauses needs the client's log of each attempt, and it costs time.
        await using var process = ProgramProcess.Start(checkout, options.IsThrottled ? arguments.AddRange("--log-level", "debug") : arguments, time);
        return await process.EndAsync(stop);
    }
}
