using System.Net.Http.Json;
using System.Text.Json;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>An embedded target, and what it saw.</summary>
public abstract class SandboxTarget : IAsyncDisposable
{
    private readonly HttpClient _http;

    protected SandboxTarget(Uri address)
    {
        Address = address;
        _http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The variables that make the program talk to it.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["ACTORSYNC_Target__BaseUrl"] = Address.ToString(),
        ["ACTORSYNC_Target__ClientId"] = "sandbox",
        ["ACTORSYNC_Target__ClientSecret"] = "sandbox",
        ["ACTORSYNC_Target__RequestsPerMinute"] = "0",
    };

    /// <summary>Runs the program against this sandbox, inside the test's process: a process of its own takes seconds to begin.</summary>
    public Task<Ended> RunAsync(Workspace workspace, params string[] arguments) =>
        InProcess.RunAsync(workspace, TimeProvider.System, Environment, arguments);

    /// <summary>The same as a process of its own: where the test is about the process, or takes away or changes what a living one has open.</summary>
    public Task<Ended> RunProcessAsync(Workspace workspace, params string[] arguments) =>
        ActorSyncProcess.RunWithAsync(workspace, Environment, null, arguments);

    /// <summary>Everything that it holds.</summary>
    public async Task<JsonElement> StateAsync() => await _http.GetFromJsonAsync<JsonElement>("sandbox/state", TestContext.Current.CancellationToken);

    /// <summary>What it counted.</summary>
    public async Task<JsonElement> StatsAsync() => await _http.GetFromJsonAsync<JsonElement>("sandbox/stats", TestContext.Current.CancellationToken);

    /// <summary>A count by name: <c>api</c>, <c>reads</c>, <c>writes</c>, <c>tokens</c>, <c>throttled</c>.</summary>
    public async Task<long> CountAsync(string name) => (await StatsAsync()).GetProperty(name).GetInt64();

    /// <summary>Every request in the order received.</summary>
    public async Task<IReadOnlyList<JsonElement>> RequestsAsync()
    {
        var lines = await _http.GetStringAsync("sandbox/requests", TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>One user of the state, by employee id.</summary>
    public async Task<JsonElement> UserAsync(string employeeId) => (await StateAsync()).GetProperty("users").EnumerateArray()
        .Single(user => user.GetProperty("employeeId").GetString() == employeeId);

    /// <summary>Edits a user as a supervisor would.</summary>
    public async Task EditAsync(string json)
    {
        using var body = new StringContent(json);
        await PostAsync("sandbox/edit", body);
    }

    /// <summary>Replaces the faults that it shows, such as <c>stall:seconds=60</c>; none ends them all.</summary>
    public async Task ShowFaultsAsync(params string[] faults)
    {
        using var body = JsonContent.Create(faults);
        await PostAsync("sandbox/faults", body);
    }

    private async Task PostAsync(string path, HttpContent body)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
