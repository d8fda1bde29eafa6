using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Scripts;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Runs what is compared, each as a process of its own, against a target in another.</summary>
internal sealed class Contestants(Checkout checkout, bool isHttp2, TimeProvider time)
{
    // What the runtime does unless told otherwise: a script has no settings.
    private static readonly ImmutableSortedDictionary<string, string> RuntimeDefaults =
        ImmutableSortedDictionary<string, string>.Empty.Add("DOTNET_gcConcurrent", "1").Add("DOTNET_TieredPGO", "1");

    /// <summary>What every run of the program is told beside where its target, file and state are.</summary>
    public static ImmutableArray<string> Common { get; } = [ProgramArguments.Unpaced, "Policy:Removal=managed"];

    private readonly MeasuredProcess _process = new(checkout, time);

    /// <summary>Where the program and the bare loop find a target.</summary>
    public string AddressOf(SandboxProcess sandbox) => isHttp2 ? sandbox.H2cAddress! : sandbox.Address;

    /// <summary>The setting of the program by which it speaks a protocol.</summary>
    public static string ProtocolSetting(bool isHttp2) => $"Target:Protocol={(isHttp2 ? "http2" : "http11")}";

    /// <summary>Runs a command of the program.</summary>
    public async Task<ProgramMeasurement> ProgramAsync(
        string command, SandboxProcess sandbox, string dialect, PeopleFile file, string state, JournalPlace journal, ProgramSettings settings, CancellationToken stop)
    {
        ImmutableArray<string> arguments = [command, .. Arguments(AddressOf(sandbox), dialect, file, state, settings), "--set", ProtocolSetting(isHttp2), .. journal.Arguments];
        ProgramSummary? summary = null;
        var journalBefore = await BenchJournals.SizeAsync(journal, state, stop);
        var measurement = await MeasureAsync(
            sandbox,
            file,
            checkout.Program,
            arguments,
            journal.Environment.Add("ACTORSYNC_Target__ClientSecret", "sandbox"),
            output => (summary = ProgramSummary.Read(output)).Duration.TotalSeconds,
            stop);
        return new ProgramMeasurement(measurement with { JournalBytes = await BenchJournals.SizeAsync(journal, state, stop) - journalBefore }, summary!);
    }

    /// <summary>Runs the program once through a recorder, and returns what it sent.</summary>
    public async Task<ImmutableArray<RecordedRequest>> RecordAsync(SandboxProcess sandbox, string dialect, PeopleFile file, ProgramSettings settings, CancellationToken stop)
    {
        using var folder = new TemporaryFolder();
        await using var recorder = await RequestRecorder.StartAsync(sandbox.Address, stop);
        await using var program = ProgramProcess.Start(checkout, ["run", .. Arguments(recorder.Address, dialect, file, folder["state"], settings)], time);
        var end = await program.EndAsync(stop);
        return end.ExitCode == 0 ? recorder.Recorded : throw new HarnessException($"The run that was to be recorded ended with {end.ExitCode}: {end.Output}");
    }

    /// <summary>Runs the bare loop with recorded requests.</summary>
    public Task<Measurement> BareLoopAsync(SandboxProcess sandbox, PeopleFile file, string requests, int inFlight, CancellationToken stop) => MeasureAsync(
        sandbox,
        file,
        Checkout.Harness,
        ["bare-loop", "--target", AddressOf(sandbox), "--protocol", isHttp2 ? "h2c" : "h1", "--in-flight", inFlight.ToString(CultureInfo.InvariantCulture), "--requests", requests],
        ImmutableSortedDictionary<string, string>.Empty,
        SecondsOf,
        stop);

    /// <summary>Runs the script.</summary>
    public Task<Measurement> ScriptAsync(SandboxProcess sandbox, string dialect, PeopleFile file, CancellationToken stop) => MeasureAsync(
        sandbox,
        file,
        Checkout.Harness,
        ["naive-script", "--target", sandbox.Address, "--dialect", dialect, "--config", checkout.Configuration, "--source", file.Path],
        RuntimeDefaults,
        SecondsOf,
        stop);

    private async Task<Measurement> MeasureAsync(
        SandboxProcess sandbox,
        PeopleFile file,
        string assembly,
        ImmutableArray<string> arguments,
        ImmutableSortedDictionary<string, string> environment,
        Func<string, double> secondsOf,
        CancellationToken stop)
    {
        var (before, cpuBefore) = (await sandbox.CountsAsync(stop), sandbox.Usage.Cpu);
        var measured = await _process.RunAsync(assembly, arguments, environment, stop);
        var cpu = sandbox.Usage.Cpu - cpuBefore;
        var after = await sandbox.CountsAsync(stop);
        return new Measurement
        {
            People = file.People.Length,
            ProcessSeconds = measured.Result.Elapsed.TotalSeconds,
            RunSeconds = secondsOf(measured.Result.Output),
            TargetSeconds = (await sandbox.BusyAsync(measured.StartedAt, stop))?.TotalSeconds,
            Requests = after.Api - before.Api,
            Writes = after.Writes - before.Writes,
            CpuSeconds = measured.Figures.CpuSeconds,
            TargetCpuSeconds = cpu.TotalSeconds,
            AllocatedBytes = measured.Figures.AllocatedBytes,
            PeakResidentBytes = measured.Figures.PeakResidentBytes,
        };
    }

    private static double SecondsOf(string output) => LoopSummary.Read(output).Seconds;

    private IEnumerable<string> Arguments(string address, string dialect, PeopleFile file, string state, ProgramSettings settings) =>
    [
        "--source", file.Path,
        .. ProgramArguments.Of(checkout, dialect, address, state, [.. Common, .. settings.Given()]),
    ];
}
