using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Tests;

/// <summary>A started sandbox and a client of it that holds a token.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly SandboxHost _host;

    private Target(SandboxHost host)
    {
        _host = host;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public HttpClient Http { get; }

    public SandboxHost Host => _host;

    public static Task<Target> GuideAsync(SandboxSeed? seed = null, Func<SandboxOptions, SandboxOptions>? with = null, TimeProvider? clock = null) =>
        StartAsync(SandboxDialect.Guide, seed, with, clock);

    public static Task<Target> GenesysAsync(SandboxSeed? seed = null, Func<SandboxOptions, SandboxOptions>? with = null, TimeProvider? clock = null) =>
        StartAsync(SandboxDialect.Genesys, seed, with, clock);

    public static async Task<Target> StartAsync(SandboxDialect dialect, SandboxSeed? seed, Func<SandboxOptions, SandboxOptions>? with, TimeProvider? clock = null)
    {
        var options = new SandboxOptions { Dialect = dialect, Limit = RateLimit.None };
        options = with?.Invoke(options) ?? options;
        var host = await SandboxHost.StartAsync(options, seed ?? Seeds.Small, clock ?? TimeProvider.System, TestContext.Current.CancellationToken);
        var target = new Target(host);
        target.Use(await target.NewTokenAsync());
        return target;
    }

    /// <summary>Takes another token without using it.</summary>
    public async Task<string> NewTokenAsync()
    {
        using var reply = await TokenAsync("sandbox", "sandbox");
        return (await ReadAsync(reply)).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> TokenAsync(string id, string secret, string grant = "client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", grant)]);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Use(string token) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? json = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, contentType);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends and returns the status with the body, an undefined value where that is empty.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(string method, string path, string? json = null)
    {
        using var reply = await SendAsync(method, path, json);
        return ((int)reply.StatusCode, await ReadAsync(reply));
    }

    /// <summary>Sends what must succeed and returns the body.</summary>
    public async Task<JsonElement> OkAsync(string method, string path, string? json = null)
    {
        var (status, body) = await CallAsync(method, path, json);
        Assert.True(status is 200 or 204, $"{method} {path} answered {status}: {body}");
        return body;
    }

    public Task<JsonElement> StateAsync() => OkAsync("GET", "sandbox/state");

    public Task<JsonElement> StatsAsync() => OkAsync("GET", "sandbox/stats");

    public async Task<JsonElement[]> LogAsync(long since = 0)
    {
        var text = await Http.GetStringAsync($"sandbox/requests?since={since}", TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>Returns one user of the state by employee id.</summary>
    public async Task<JsonElement> UserAsync(string employeeId) =>
        (await StateAsync()).GetProperty("users").EnumerateArray().Single(user => user.GetProperty("employeeId").GetString() == employeeId);

    public async Task<string> UserIdAsync(string employeeId) => (await UserAsync(employeeId)).GetProperty("id").GetString()!;

    public async Task<string> SkillIdAsync(string name) => await IdAsync("skills", name);

    public async Task<string> CertificationIdAsync(string name) => await IdAsync("certifications", name);

    public async Task<string> QueueIdAsync(string name) => await IdAsync("queues", name);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<string> IdAsync(string list, string name) =>
        (await StateAsync()).GetProperty(list).EnumerateArray().Single(each => each.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage reply)
    {
        var bytes = await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return bytes.Length == 0 || reply.Content.Headers.ContentType?.MediaType != "application/json" ? default : JsonElement.Parse(bytes);
    }
}
