using System.Globalization;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Http;

/// <summary>The faults that come before a request is done, or after it and in the place of its answer.</summary>
internal static class Disturbance
{
    private const int DefaultStallSeconds = 16;
    private const int DefaultStatus = 503;
    private const string BadGateway = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    private const string SignIn = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in to the network.</p></body></html>";

    private static readonly Predicate<FaultRule> BeforeIt = fault => !fault.Applied;
    private static readonly Predicate<FaultRule> AfterIt = fault => fault.Applied;

    /// <summary>Does a request with the faults around it, and returns what the client gets.</summary>
    public static async Task<Reply> AroundAsync(Call call, Func<Task<Reply>> doAsync)
    {
        if (await MeetAsync(call, done: null) is { } before)
        {
            return before;
        }

        var reply = await doAsync();
        if (await MeetAsync(call, reply) is not { } after)
        {
            return reply;
        }

        if (after.Body != reply.Body)
        {
            reply.Dispose();
        }

        return after;
    }

    /// <summary>Returns what a fault puts in the place of the answer, or null where none does; <paramref name="done"/> is the answer of a request that is done.</summary>
    private static async Task<Reply?> MeetAsync(Call call, Reply? done)
    {
        var applied = done is not null;
        if (call.Strike(FaultKind.Stall, applied ? AfterIt : BeforeIt) is { } stall)
        {
            await Task.Delay(TimeSpan.FromSeconds(stall.Seconds ?? DefaultStallSeconds), call.Clock.Provider, call.Http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.Http.RequestAborted.IsCancellationRequested)
            {
                return Reply.OfEnd(ConnectionEnd.Reset);
            }
        }

        if (call.Strike(FaultKind.ConnectionClosed, applied ? AfterIt : BeforeIt) is not null)
        {
            return Reply.OfEnd(ConnectionEnd.Quiet);
        }

        if (call.Strike(FaultKind.ConnectionReset, applied ? AfterIt : BeforeIt) is not null)
        {
            return Reply.OfEnd(ConnectionEnd.Reset);
        }

        if (call.Strike(FaultKind.ServerError, applied ? AfterIt : BeforeIt) is { } error)
        {
            return ErrorReply(call, error);
        }

        if (call.Strike(FaultKind.HtmlAnswer, applied ? AfterIt : BeforeIt) is not null)
        {
            return Reply.OfHtml(200, SignIn);
        }

        var damage = Damage(call, applied, done is { Body: not null });
        if (damage == AnswerDamage.None)
        {
            return null;
        }

        // What has no body has none that can be damaged, so another one stands for it.
        return (done is { Body: not null } ? done : Undone()) with { Damage = damage };
    }

    /// <summary>Returns what happens to an answer that nothing took the place of.</summary>
    private static AnswerDamage Damage(Call call, bool applied, bool hasBody)
    {
        if (call.Strike(FaultKind.CutOffAnswer, applied ? AfterIt : BeforeIt) is not null)
        {
            return AnswerDamage.CutOff;
        }

        if (call.Strike(FaultKind.AnswerInterrupted, applied ? AfterIt : BeforeIt) is not null)
        {
            return AnswerDamage.Interrupted;
        }

        if (call.Strike(FaultKind.GzipGarbage, applied ? AfterIt : BeforeIt) is not null)
        {
            return AnswerDamage.Garbage;
        }

        return hasBody && call.Strike(FaultKind.GzipAnswer) is not null ? AnswerDamage.Compressed : AnswerDamage.None;
    }

    /// <summary>Looks like the answer of a request that was done, and is damaged before anybody can read it.</summary>
    private static Reply Undone() => Reply.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("entities");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Reply ErrorReply(Call call, FaultRule error)
    {
        var status = error.Status ?? DefaultStatus;
        var reply = status switch
        {
            502 => Reply.OfHtml(502, BadGateway),
            503 => call.Refuse(new Problem(503, "service.unavailable", "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).")),
            504 => call.Refuse(new Problem(504, "gateway.timeout", "The request timed out.")),
            _ => call.Refuse(new Problem(status, "internal.server.error", "The server encountered an unexpected condition which prevented it from fulfilling the request.")),
        };
        return reply with { RetryAfter = error.Seconds?.ToString(CultureInfo.InvariantCulture) };
    }
}
