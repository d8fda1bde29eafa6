using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;
using ActorSync.Sandbox.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorSync.Sandbox.Http;

/// <summary>Takes a request through token, allowance, permission and body to its answer, with the faults in between.</summary>
internal sealed class ApiPipeline(SandboxServices services)
{
    private const string BearerPrefix = "Bearer ";
    private const string UserInPath = "userId";

    /// <summary>Serves one call of the dialect.</summary>
    public async Task ServeAsync(HttpContext http, ApiRoute route)
    {
        var call = Receive(http, route);
        using var reply = await AnswerAsync(call);
        await SendAsync(call, reply);
    }

    /// <summary>Answers a call that the dialect does not have, whatever its token.</summary>
    public async Task RefuseUnknownAsync(HttpContext http)
    {
        var call = Receive(http, null);
        if (TokenOf(call) is { } secret && services.Tokens.Find(secret) is { } token)
        {
            call.Entry.Token = token.Label;
        }

        using var reply = call.Refuse(Problem.NotFound($"{http.Request.Method} {http.Request.Path}"));
        await SendAsync(call, reply);
    }

    private Call Receive(HttpContext http, ApiRoute? route)
    {
        var request = http.Request;
        string? requestId = request.Headers["X-Request-Id"];
        var entry = services.Log.Add(sequence => new RequestEntry(
            sequence, services.Clock.Real, services.Clock.Elapsed, request.Method, request.Path, request.QueryString.Value ?? string.Empty, requestId));
        entry.Route = route?.Template;
        entry.User = http.GetRouteValue(UserInPath) as string;
        services.Counts.Receive(route?.Name, HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        services.Script.AdvanceTo(entry.ReceivedAfter);
        return new Call(http, route, entry, services);
    }

    private async Task<Reply> AnswerAsync(Call call) =>
        Admit(call, out var token) ?? await Disturbance.AroundAsync(call, () => DoAsync(call, token!));

    private Reply? Admit(Call call, out AccessToken? token)
    {
        token = null;
        if (TokenOf(call) is not { } secret)
        {
            return call.Refuse(new Problem(401, "authentication.required", "No authentication bearer token specified in authorization header."));
        }

        token = services.Tokens.Find(secret);
        call.Entry.Token = token?.Label;
        if (token?.IssuedAt is { } issued && call.Strike(FaultKind.TokenExpires, fault => call.Entry.ReceivedAfter - issued >= TimeSpan.FromSeconds(fault.Seconds ?? 0)) is not null)
        {
            token.Revoke();
        }

        if (token is null || token.IsExpiredAt(services.Clock.Real))
        {
            return call.Refuse(new Problem(401, "bad.credentials", "Invalid login credentials."));
        }

        var now = call.Entry.ReceivedAfter;
        if (call.Strike(FaultKind.TooManyRequests) is { } pause)
        {
            Limiter.Pause(token, now, TimeSpan.FromSeconds(pause.Seconds ?? 1));
        }

        return services.Limiter.Enter(token, call.Route!.Name, now) is { } hit ? Throttle.Refuse(call, hit) : null;
    }

    private static async Task<Reply> DoAsync(Call call, AccessToken token)
    {
        var route = call.Route!;
        if (!token.Permissions.Contains(route.Permission))
        {
            return call.Refuse(call.MissingPermission());
        }

        if (route.HasBody)
        {
            var (problem, closed) = await RequestBody.ReadAsync(call);
            if (closed)
            {
                return Reply.OfEnd(ConnectionEnd.Reset);
            }

            if (problem is not null)
            {
                return call.Refuse(problem);
            }
        }

        var reply = route.Answer(call);
        try
        {
            await call.Durable;
            call.Entry.IsApplied |= !route.IsRead && reply.Status < 300;
            return reply;
        }
        catch (IOException failure)
        {
            reply.Dispose();
            return call.Refuse(new Problem(500, "internal.server.error", $"The state could not be stored: {failure.Message}"));
        }
    }

    private async Task SendAsync(Call call, Reply reply)
    {
        services.Counts.Answer(reply.Status);
        call.Entry.Answer(services.Clock.Real, reply.Status, reply.RetryAfter);
        await ReplySender.SendAsync(call.Http, reply, services, call.Entry.Sequence);
    }

    private static string? TokenOf(Call call)
    {
        string? header = call.Http.Request.Headers.Authorization;
        return header is not null && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;
    }
}
