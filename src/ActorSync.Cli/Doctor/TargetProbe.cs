using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Hosting.Options;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Cli.Doctor;

/// <summary>Sends the doctor's few requests, one after the other; whether one is sent again is not decided here.</summary>
internal sealed class TargetProbe(TargetOptions target, TimeProvider clock, ILogger log) : IDisposable
{
    /// <summary>How long one answer may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience })
    {
        Timeout = Patience,
    };

    private string? _token;

    /// <summary>API requests sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Of these, the ones that have the form of a write.</summary>
    public int WriteForms { get; private set; }

    /// <summary>Whether a token was given.</summary>
    public bool IsLoggedIn => _token is not null;

    /// <summary>Logs in.</summary>
    public async Task<TargetAnswer> LogInAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target.LoginUrl!, "oauth/token"));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        var credentials = Encoding.UTF8.GetBytes($"{target.ClientId}:{target.ClientSecret!.Reveal()}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        var answer = await SendAsync(request, stop);
        _token = answer.Status == 200 ? JsonText(answer.Body, "access_token") : null;
        return answer;
    }

    /// <summary>Sends a probe.</summary>
    public async Task<TargetAnswer> SendAsync(PermissionProbe probe, CancellationToken stop)
    {
        Sent++;
        WriteForms += probe.IsWrite ? 1 : 0;
        using var request = new HttpRequestMessage(probe.Verb, new Uri(target.BaseUrl!, probe.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (probe.Body is not null)
        {
            request.Content = new StringContent(probe.Body, Encoding.UTF8, "application/json");
        }

        return await SendAsync(request, stop);
    }

    /// <summary>A text property of a JSON object, or null where there is none.</summary>
    public static string? JsonText(string body, string property)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(property, out var value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            // What is no JSON has no property; the caller judges by the status.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<TargetAnswer> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        var sentAt = clock.GetUtcNow().ToInstant();
        try
        {
            using var response = await _http.SendAsync(request, stop);
            var answeredAt = clock.GetUtcNow().ToInstant();
            var body = await response.Content.ReadAsStringAsync(stop);
            log.LogDebug("{Verb} {Path} was answered with {Status}.", request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode);
            return new TargetAnswer((int)response.StatusCode, body, Offset(response.Headers.Date, sentAt, answeredAt), null)
            {
                Throttle = response.StatusCode == HttpStatusCode.TooManyRequests ? Throttle(response, body, answeredAt) : null,
            };
        }
        catch (HttpRequestException exception)
        {
            return new TargetAnswer(null, string.Empty, null, (exception.InnerException as SocketException)?.Message ?? exception.Message);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return new TargetAnswer(null, string.Empty, null, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static TargetThrottle Throttle(HttpResponseMessage response, string body, Instant answeredAt)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var wait = RetryAfter.Read(Header(response, "Retry-After"), Header(response, "Date"), bytes, answeredAt);
        var until = answeredAt + Duration.FromTimeSpan((wait.Stated ?? RetryAfter.LongestGuess) + PacingRules.PauseMargin);
        return new TargetThrottle(until, wait.Stated is not null, NamedLimit.TryRead(bytes));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    // The header counts whole seconds, so that half a second more is its best guess.
    private static Duration? Offset(DateTimeOffset? date, Instant sentAt, Instant answeredAt) =>
        date is { } theirs ? theirs.ToInstant() + Duration.FromMilliseconds(500) - (sentAt + ((answeredAt - sentAt) / 2)) : null;
}
