using System.Security.Cryptography;
using System.Text;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;
using Microsoft.AspNetCore.Http;

namespace ActorSync.Sandbox.Http;

/// <summary>Gives out tokens to the one client that the sandbox knows.</summary>
internal sealed class TokenEndpoint(SandboxServices services)
{
    public const string Path = "/oauth/token";

    private const string BasicPrefix = "Basic ";

    /// <summary>The token endpoint as faults find it; it has no permission and is answered here.</summary>
    private static readonly ApiRoute Route = ApiRoute.Post(Path, string.Empty, call => call.Refuse(Problem.NotFound(Path)));

    public async Task ServeAsync(HttpContext http)
    {
        var request = http.Request;
        string? requestId = request.Headers["X-Request-Id"];
        var entry = services.Log.Add(sequence => new RequestEntry(
            sequence, services.Clock.Real, services.Clock.Elapsed, request.Method, request.Path, string.Empty, requestId));
        entry.Route = Path;
        services.Counts.ReceiveToken();
        services.Script.AdvanceTo(entry.ReceivedAfter);

        var call = new Call(http, Route, entry, services);
        using var reply = await Disturbance.AroundAsync(call, () => AnswerAsync(call, request, entry));
        entry.Answer(services.Clock.Real, reply.Status, reply.RetryAfter);
        await ReplySender.SendAsync(http, reply, services, entry.Sequence);
    }

    private async Task<Reply> AnswerAsync(Call call, HttpRequest request, RequestEntry entry)
    {
        var isWithinLimit = services.Tokens.TryEnter(entry.ReceivedAfter);
        if (call.Strike(FaultKind.TokenThrottle) is not null || !isWithinLimit)
        {
            return Refuse("invalid_request", "rate limit exceeded; too many token requests, try again later");
        }

        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            return Refuse("invalid_request", "a POST is wanted whose body is application/x-www-form-urlencoded");
        }

        string? grant;
        try
        {
            grant = (await request.ReadFormAsync())["grant_type"];
        }
        catch (InvalidDataException)
        {
            return Refuse("invalid_request", "the form cannot be read");
        }
        catch (IOException)
        {
            return Reply.OfEnd(ConnectionEnd.Reset);
        }

        if (!IsKnown(request.Headers.Authorization))
        {
            return Refuse("invalid_client", "the client id or secret is wrong");
        }

        if (grant != "client_credentials")
        {
            return Refuse("unsupported_grant_type", "the grant type is client_credentials");
        }

        var (secret, token) = services.Tokens.Issue();
        entry.Token = token.Label;
        return Reply.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", secret);
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", (long)services.Options.TokenLifetime.TotalSeconds);
            json.WriteEndObject();
        });
    }

    private bool IsKnown(string? header)
    {
        if (header is null || !header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var given = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[BasicPrefix.Length..].Trim(), given, out var length))
        {
            return false;
        }

        var known = Encoding.UTF8.GetBytes($"{services.Options.ClientId}:{services.Options.ClientSecret}");
        return CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), known);
    }

    private static Reply Refuse(string error, string description) => Reply.Json(400, json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    });
}
