using System.Collections.Immutable;
using System.Net.Http.Json;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.Benchmarks.Target;

/// <summary>The sandbox as a process of its own, and what it says of itself.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private const string Greeting = "listening on ";
    private const string WithoutTls = ", h2c ";

    private readonly ProgramProcess _process;
    private readonly HttpClient _http;

    private SandboxProcess(ProgramProcess process, string greeting)
    {
        _process = process;
        var address = greeting[Greeting.Length..].Split(' ')[0];
        Address = address;
        H2cAddress = greeting.Split(WithoutTls) is [_, var plain] ? plain.TrimEnd(')') : null;
        _http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        Writes = new WriteWatch(_http);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Where it listens for HTTP/2 without TLS; null unless it was asked to.</summary>
    public string? H2cAddress { get; }

    /// <summary>Counts the writes that it has done.</summary>
    public WriteWatch Writes { get; }

    /// <summary>What the process has used so far.</summary>
    public ProcessUsage Usage => _process.Usage;

    /// <summary>Starts a sandbox that serves the file's people as they were some time ago, and waits until it listens.</summary>
    /// <param name="checkout">Where the program is.</param>
    /// <param name="dialect">The API served.</param>
    /// <param name="limit">Its limit.</param>
    /// <param name="seed">The file.</param>
    /// <param name="more">More arguments of <c>sandbox</c>, such as faults.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HarnessException">It ended instead.</exception>
    public static async Task<SandboxProcess> StartAsync(Checkout checkout, string dialect, string limit, string seed, ImmutableArray<string> more, CancellationToken stop)
    {
        var process = ProgramProcess.Start(
            checkout, ["sandbox", "--config", checkout.Configuration, "--dialect", dialect, "--limit", limit, "--seed", seed, .. more], TimeProvider.System);
        try
        {
            var greeting = await process.LineAsync(line => line.StartsWith(Greeting, StringComparison.Ordinal), stop);
            return new SandboxProcess(process, greeting);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The state, in the canonical form in which equal states are equal bytes.</summary>
    public Task<byte[]> StateAsync(CancellationToken stop) => _http.GetByteArrayAsync("/sandbox/state", stop);

    /// <summary>Gives a user a skill as a supervisor does in the console.</summary>
    public async Task GiveByHandAsync(string employeeId, string skill, int level, CancellationToken stop)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/sandbox/edit", new { employeeId, skills = new Dictionary<string, int>(StringComparer.Ordinal) { [skill] = level } }, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Shows these faults from now on, and no other.</summary>
    public async Task ShowFaultsAsync(ImmutableArray<string> faults, CancellationToken stop)
    {
        using var answer = await _http.PostAsJsonAsync("/sandbox/faults", faults, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends every fault.</summary>
    public Task EndFaultsAsync(CancellationToken stop) => ShowFaultsAsync([], stop);

    /// <summary>What it counted.</summary>
    public async Task<TargetCounts> CountsAsync(CancellationToken stop) => TargetCounts.Read(await _http.GetByteArrayAsync("/sandbox/stats", stop));

    /// <summary>Every API request, in the order of their coming.</summary>
    public async Task<ImmutableArray<TargetRequest>> RequestsAsync(CancellationToken stop) =>
        TargetRequest.ReadAll(await _http.GetByteArrayAsync("/sandbox/requests", stop));

    /// <summary>From the receipt of the first API request after an instant until the last answer; null where more came than it remembers.</summary>
    public async Task<TimeSpan?> BusyAsync(DateTimeOffset after, CancellationToken stop)
    {
        await using var lines = await _http.GetStreamAsync("/sandbox/requests", stop);
        return await BusyTime.ReadAsync(lines, after, stop);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
