using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;
using NodaTime;

namespace ActorSync.Engine.Tests.Users.Observation;

/// <summary>A running sandbox and the plainest client for it: a token, one request at a time as asked, no retry. Its instants count requests instead of time.</summary>
internal sealed class SandboxTarget : ITargetClient, IAsyncDisposable
{
    /// <summary>The instant of the first request; each later one is a second later.</summary>
    public static readonly Instant Start = Instant.FromUtc(2030, 1, 1, 0, 0);

    private readonly SandboxHost _host;
    private readonly HttpClient _http;
    private readonly string _token;
    private readonly List<TargetRequest> _sent = [];
    private readonly Lock _gate = new();

    private SandboxTarget(SandboxHost host, HttpClient http, string token, ITargetDialect dialect)
    {
        _host = host;
        _http = http;
        _token = token;
        Dialect = dialect;
    }

    public ITargetDialect Dialect { get; }

    /// <summary>Answers in the target's place, where it returns an outcome; asked before the request is sent.</summary>
    public Func<TargetRequest, TargetOutcome?> Instead { get; set; } = _ => null;

    /// <summary>The requests so far, as "METHOD path".</summary>
    public ImmutableArray<string> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent.Select(request => $"{request.Verb.ToString().ToUpperInvariant()} {request.Path}")];
            }
        }
    }

    public static async Task<SandboxTarget> StartAsync(
        string dialect, SandboxSeed seed, IEnumerable<string>? faults = null, ImmutableArray<string>? permissions = null)
    {
        var options = new SandboxOptions
        {
            Dialect = dialect == "guide" ? SandboxDialect.Guide : SandboxDialect.Genesys,
            Limit = RateLimit.None,
            Permissions = permissions,
            Faults = [.. (faults ?? []).Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))],
        };
        var host = await SandboxHost.StartAsync(options, seed, TimeProvider.System, TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = host.BaseAddress };
        using var login = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        login.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("sandbox:sandbox"u8));
        using var answer = await http.SendAsync(login, TestContext.Current.CancellationToken);
        using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return new SandboxTarget(host, http, token.RootElement.GetProperty("access_token").GetString()!, TargetDialects.Find(dialect)!);
    }

    public async Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
    {
        Instant sentAt;
        lock (_gate)
        {
            sentAt = Start + Duration.FromSeconds(_sent.Count);
            _sent.Add(request);
        }

        if (Instead(request) is { } outcome)
        {
            return outcome;
        }

        using var message = new HttpRequestMessage(new HttpMethod(request.Verb.ToString().ToUpperInvariant()), request.Path);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        try
        {
            using var answer = await _http.SendAsync(message, cancellationToken);
            return new TargetOutcome.Answered((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken), sentAt);
        }
        catch (HttpRequestException e) when (request.IsWrite)
        {
            return new TargetOutcome.InDoubt(e.Message);
        }
    }

    /// <summary>Edits the target as a supervisor would.</summary>
    public async Task EditAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri("/sandbox/edit", UriKind.Relative), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the target holds.</summary>
    public async Task<JsonElement> StateAsync() =>
        JsonElement.Parse(await _http.GetByteArrayAsync(new Uri("/sandbox/state", UriKind.Relative), TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }
}
