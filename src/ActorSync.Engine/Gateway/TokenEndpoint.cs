using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Polly;
using Polly.Timeout;

namespace ActorSync.Engine.Gateway;

/// <summary>Asks the target's login for access tokens.</summary>
internal sealed partial class TokenEndpoint
{
    private const int MostDescription = 200;
    private const string Mask = "***";

    private readonly GatewayOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly GatewayClock _clock;
    private readonly GatewayMeter _meter;
    private readonly ILogger _logger;
    private readonly Uri _url;
    private readonly (Version Version, HttpVersionPolicy Policy) _version;
    private readonly ResiliencePipeline _timeout;
    private readonly ResiliencePipeline<TokenResult> _retries;
    private readonly HostCircuit<TokenResult> _circuit;

    private volatile bool _hasAnswered;
    private volatile bool _hasGranted;

    /// <summary>An endpoint that shares the handler of all requests.</summary>
    public TokenEndpoint(GatewayOptions options, HttpMessageInvoker http, GatewayClock clock, GatewayMeter meter, ILogger logger)
    {
        _options = options;
        _http = http;
        _clock = clock;
        _meter = meter;
        _logger = logger;
        _url = new Uri((options.LoginUrl ?? options.BaseUrl).AbsoluteUri.TrimEnd('/') + "/oauth/token");
        _version = TargetHttp.VersionFor(_url, _url.Authority == options.BaseUrl.Authority ? options.HttpVersion : null);
        _timeout = AttemptTimeout.Build(options, clock);
        _retries = TransientRetry.Build<TokenResult>(clock.TimeProvider, static result => (result as TokenResult.TryAgain)?.Wait);
        _circuit = TransientRetry.LoginCircuit(clock.TimeProvider);
    }

    /// <summary>Gets a token, or the reason why there is none. Never throws: everybody waits for it.</summary>
    /// <param name="onNext">Hears of each further try before the wait for it begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenResult> AcquireAsync(Action<AwaitedTry> onNext, CancellationToken cancellationToken)
    {
        var asking = new TokenAsking(_options.TotalDeadline, _options.MaxPause, _clock.Elapsed);
        try
        {
            var result = await _retries.ExecuteAsync(
                static async (state, cancel) => await state.Endpoint.TryAsync(state.Asking, state.onNext, cancel),
                (Endpoint: this, Asking: asking, onNext),
                cancellationToken);
            return result is TokenResult.TryAgain failed
                ? new TokenResult.Unreachable(asking.GivenUpAfter(_url.Authority, failed.Reason, _clock.Elapsed)) { Until = _clock.Elapsed + failed.AtLeast }
                : result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TokenResult.Unreachable("the program is stopping");
        }
#pragma warning disable CA1031 // All requests wait for this answer; the fault itself is logged as one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(_logger, fault);
            return new TokenResult.Unreachable($"no token could be asked for: an internal fault ({fault.GetType().Name})");
        }
    }

    private async Task<TokenResult> TryAsync(TokenAsking asking, Action<AwaitedTry> onNext, CancellationToken cancellationToken)
    {
        var result = await _circuit.AttemptAsync(
            static async (state, cancel) =>
            {
                state.asking.Asks();
                return await state.Endpoint.AskAsync(cancel);
            },
            static (_, open) => new TokenResult.TryAgain(open.Reason, IsThrottle: false, open.Kind, AtLeast: null),
            (Endpoint: this, asking),
            cancellationToken);
        var judged = asking.Judge(result, _hasAnswered, _hasGranted, _clock.Read());
        if (judged is TokenResult.TryAgain { Next: { } next })
        {
            onNext(next);
        }

        return judged;
    }

    private async Task<TokenResult> AskAsync(CancellationToken cancellationToken)
    {
        var secret = _options.ClientSecret();
        using var message = Build(secret);
        _meter.CountToken();
        try
        {
            return await _timeout.ExecuteAsync(
                static async (state, cancel) => await state.Endpoint.ExchangeAsync(state.message, state.secret, cancel),
                (Endpoint: this, message, secret),
                cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            return Failed(TransportFailure.NeverLeft(failure) ? TransientKind.NotConnected : TransientKind.Broken, failure);
        }
        catch (UnreadableAnswerException failure)
        {
            return Failed(TransientKind.Failed, failure);
        }
        catch (IOException failure)
        {
            return Failed(TransientKind.Broken, failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(TransientKind.NotConnected, failure);
        }
        catch (TimeoutRejectedException)
        {
            return new TokenResult.TryAgain("the token endpoint did not answer in time", IsThrottle: false, TransientKind.Broken, AtLeast: null);
        }
    }

    private async ValueTask<TokenResult> ExchangeAsync(HttpRequestMessage message, string secret, CancellationToken cancellationToken)
    {
        var sentAt = _clock.Elapsed;
        using var response = await _http.SendAsync(message, cancellationToken);
        var body = await AnswerBody.ReadAsync(response, cancellationToken);
        _hasAnswered |= (int)response.StatusCode < AnswerStatus.FirstServerError;
        LogTokenRequest(_logger, (int)response.StatusCode);
        return Judge(response, body, sentAt, secret);
    }

    private TokenResult.TryAgain Failed(TransientKind kind, Exception failure)
    {
        LogTokenFailure(_logger, TransportFailure.ForLog(failure));
        return new($"the token endpoint: {TransportFailure.Describe(failure)}", IsThrottle: false, kind, AtLeast: null);
    }

    private HttpRequestMessage Build(string secret)
    {
        return new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Version = _version.Version,
            VersionPolicy = _version.Policy,
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials(secret)) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
    }

    /// <summary>The pair as it stands, as the target's own SDKs send it: a form-encoded secret would not be decoded there.</summary>
    private string BasicCredentials(string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.ClientId}:{secret}"));

    private TokenResult Judge(HttpResponseMessage response, byte[] body, TimeSpan sentAt, string secret)
    {
        var status = (int)response.StatusCode;
        var answer = TokenAnswer.Read(body);
        if (response.IsSuccessStatusCode)
        {
            return Lease(answer, status, sentAt);
        }

        var reason = Describe(status, answer, secret);
        if (answer.IsThrottle(status))
        {
            _meter.CountTokenThrottle();
            var there = response.Headers.Date?.ToInstant() ?? _clock.Now;
            var stated = RetryAfter.Read(Header("Retry-After"), Header("Date"), there).Stated;
            return new TokenResult.TryAgain(reason, IsThrottle: true, TransientKind.Busy, stated + PacingRules.PauseMargin);
        }

        return status switch
        {
            502 or 503 or 504 => new TokenResult.TryAgain(reason, IsThrottle: false, TransientKind.Busy, AtLeast: null),
            >= AnswerStatus.FirstServerError => new TokenResult.TryAgain(reason, IsThrottle: false, TransientKind.Failed, AtLeast: null),
            400 or 401 or 403 => new TokenResult.Refused(Describe(status, answer, secret, at: _url.Authority)),
            _ => new TokenResult.Unreachable(Describe(status, answer, secret, at: _url.Authority)),
        };

        string? Header(string name) => response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
    }

    private TokenResult Lease(TokenAnswer answer, int status, TimeSpan sentAt)
    {
        _hasGranted |= answer.AccessToken is not null;
        return answer.Problem(_url, status, _clock.Elapsed - sentAt) is { } problem
            ? new TokenResult.TryAgain(problem, IsThrottle: false, TransientKind.Failed, AtLeast: null) { IsNoToken = answer.AccessToken is null }
            : new TokenResult.Granted(new TokenLease(answer.AccessToken!, sentAt, answer.Life ?? TokenAnswer.AssumedLife));
    }

    /// <summary>What it answered, in words.</summary>
    /// <param name="status">The status.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="secret">What must not be told.</param>
    /// <param name="at">The host to name: the login's may be another than the API's. Null where it is named beside, as of tries that were given up.</param>
    private string Describe(int status, TokenAnswer answer, string secret, string? at = null)
    {
        var error = Masked(answer.Error) is { } code ? $" ({code})" : string.Empty;
        var description = Masked(answer.Description) is { } words ? $": {words.Trim().TrimEnd(';')}" : string.Empty;
        var text = $"the token endpoint{(at is null ? string.Empty : " at " + at)} answered {status.ToString(CultureInfo.InvariantCulture)}{error}{description}";
        return text.Length <= MostDescription ? text : text[..MostDescription];

        // An endpoint may echo what it was sent, as it was sent or decoded. It is masked in what came, whole: what is trimmed from the text may be its last letter.
        string? Masked(string? said) =>
            string.IsNullOrWhiteSpace(said) ? null
            : secret.Length == 0 ? said
            : said.Replace(secret, Mask, StringComparison.Ordinal).Replace(BasicCredentials(secret), Mask, StringComparison.Ordinal);
    }

    [LoggerMessage(EventId = 3, EventName = "TokenRequest", Level = LogLevel.Debug, Message = "The token endpoint answered {Status}")]
    private static partial void LogTokenRequest(ILogger logger, int status);

    [LoggerMessage(EventId = 8, EventName = "TokenFailure", Level = LogLevel.Debug, Message = "The token endpoint gave no whole answer: {Failure}")]
    private static partial void LogTokenFailure(ILogger logger, string failure);

    [LoggerMessage(EventId = 4, EventName = "TokenFault", Level = LogLevel.Error, Message = "Asking for a token failed inside the gateway")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
