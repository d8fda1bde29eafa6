using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
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

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = Patience,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // That one would end with the head of the answer.
    };

    private string? _token;

    /// <summary>API requests sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Of these, the ones that have the form of a write.</summary>
    public int WriteForms { get; private set; }

    /// <summary>Whether a token was given.</summary>
    public bool IsLoggedIn => _token is not null;

    /// <summary>Logs in.</summary>
    public async Task<LoginAnswer> LogInAsync(CancellationToken stop)
    {
        var url = new Uri(target.LoginUrl!, "oauth/token");
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        var credentials = Encoding.UTF8.GetBytes($"{target.ClientId}:{target.ClientSecret!.Reveal()}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        var began = clock.GetTimestamp();
        var answer = LoginAnswer.Of(await SendAsync(request, isLogin: true, stop), url, clock.GetElapsedTime(began));
        _token = answer.Token;
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

        return await SendAsync(request, isLogin: false, stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // The login's own throttle is a 400, with or without the header.
    private async Task<TargetAnswer> SendAsync(HttpRequestMessage request, bool isLogin, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        var sentAt = clock.GetUtcNow().ToInstant();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answeredAt = clock.GetUtcNow().ToInstant();
            log.LogDebug("{Verb} {Path} was answered with {Status}.", request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode);
            var (body, failure) = await ReadAsync(response, either.Token, stop);
            return new TargetAnswer((int)response.StatusCode, body, Offset(response.Headers.Date, sentAt, answeredAt), failure)
            {
                Throttle = response.StatusCode == HttpStatusCode.TooManyRequests || (isLogin && Header(response, "Retry-After") is not null) ? Throttle(response, body, answeredAt) : null,
            };
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogDebug("{Verb} {Path} was not answered: {Failure}", request.Method.Method, request.RequestUri!.AbsolutePath, TransportFailure.ForLog(failure));
            return new TargetAnswer(null, default, null, Describe(failure));
        }
    }

    // As bytes: what a header says of their charset, nobody here needs to know. Nor does a 429 need its body.
    private static async Task<(byte[] Body, string? Failure)> ReadAsync(HttpResponseMessage response, CancellationToken either, CancellationToken stop)
    {
        try
        {
            return (await AnswerBody.ReadAsync(response, either), null);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return ([], response.StatusCode == HttpStatusCode.TooManyRequests ? null : Describe(failure));
        }
    }

    private static string Describe(Exception failure) => failure is OperationCanceledException
        ? $"no whole answer within {Patience.TotalSeconds:0} s"
        : TransportFailure.Describe(failure).TrimEnd('.');

    private static TargetThrottle Throttle(HttpResponseMessage response, byte[] body, Instant answeredAt)
    {
        var there = response.Headers.Date?.ToInstant() ?? answeredAt;
        var wait = RetryAfter.Read(Header(response, "Retry-After"), Header(response, "Date"), body, there);
        var until = answeredAt + Duration.FromTimeSpan((wait.Stated ?? RetryAfter.LongestGuess) + PacingRules.PauseMargin);
        return new TargetThrottle(until, wait.Stated is not null, NamedLimit.TryRead(body));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    // The header counts whole seconds, so that half a second more is its best guess.
    private static Duration? Offset(DateTimeOffset? date, Instant sentAt, Instant answeredAt) =>
        date is { } theirs ? theirs.ToInstant() + Duration.FromMilliseconds(500) - (sentAt + ((answeredAt - sentAt) / 2)) : null;
}
