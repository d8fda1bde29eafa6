using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>Runs once against a target at fault: the target in one process, the client in another.</summary>
internal sealed class FaultyJob(HarnessOptions options, Checkout checkout, TimeProvider time)
{
    // An answer that takes longer than any attempt may never comes.
    private static readonly ImmutableArray<string> WaysToLoseAnAnswer =
    [
        "server-error:status=500", "server-error:status=502", "server-error:status=504", "connection-closed:", "connection-reset:", "stall:seconds=3600",
    ];

    private static readonly ImmutableArray<string> WaysToFailInPassing = ["server-error:status=503", "connection-closed:applied=true"];

    private static readonly ImmutableArray<string> Writes = ["PATCH", "DELETE"];

    /// <summary>Does it, and removes whatever it made.</summary>
    public async Task<Observation> DoAsync(ImmutableArray<GeneratedPerson> people, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        var source = folder["people.csv"];
        await PersonSheet.WriteAsync(source, people, stop);
        await using var sandbox = await SandboxProcess.StartAsync(checkout, options.Dialect, options.Limit, source, Faults(), stop);

        var before = await sandbox.StateAsync(stop);
        await using var process = ProgramProcess.Start(checkout, Arguments(sandbox, source, folder["state"]), time);
        var run = await process.EndAsync(stop);
        return new Observation
        {
            Before = TargetState.Read(before),
            After = TargetState.Read(await sandbox.StateAsync(stop)),
            Counts = await sandbox.CountsAsync(stop),
            Requests = await sandbox.RequestsAsync(stop),
            Run = run,
            Summary = ProgramSummary.Read(run.Output),
        };
    }

    private ImmutableArray<string> Faults()
    {
        var seed = options.FaultSeed.ToString(CultureInfo.InvariantCulture);
        if (options.FaultKind == HarnessOptions.EveryFault)
        {
            return ["--fault-seed", seed, "--every-fault", options.Share.ToString(CultureInfo.InvariantCulture)];
        }

        if (options.FaultKind == HarnessOptions.PassingFault)
        {
            return ["--fault-seed", seed, .. WaysToFailInPassing.SelectMany(way => (string[])["--fault", $"{way},probability={Each(WaysToFailInPassing)}"])];
        }

        return
        [
            "--fault-seed", seed,
            .. from verb in Writes
               from way in WaysToLoseAnAnswer
               from argument in (string[])["--fault", $"{way}{(way.EndsWith(':') ? string.Empty : ",")}applied=true,route={verb},probability={Each(WaysToLoseAnAnswer)}"]
               select argument,
        ];
    }

    // Only a run that takes its time tells on its way when it will end.
    private bool IsPaced => options.FaultKind == HarnessOptions.PassingFault;

    private string Each(ImmutableArray<string> ways) => (options.Share / ways.Length).ToString("0.######", CultureInfo.InvariantCulture);

    private ImmutableArray<string> Arguments(SandboxProcess sandbox, string source, string state) =>
    [
        "run", "--source", source,
        .. ProgramArguments.Of(
            checkout,
            options.Dialect,
            sandbox.Address,
            state,
            [IsPaced ? "Target:RequestsPerMinute=300" : ProgramArguments.Unpaced, $"Target:Tokens={(IsPaced ? 4 : 10)}", $"Policy:Removal={options.Removal}"]),
    ];
}
