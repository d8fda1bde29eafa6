using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Http;

/// <summary>What a fault puts in the place of an answer: another one, or none where the connection closes.</summary>
internal readonly record struct Disturbance(Reply? Reply)
{
    private const int DefaultStallSeconds = 16;
    private const int DefaultStatus = 503;

    /// <summary>Lets the faults strike that come before the request is done, or after it.</summary>
    public static async Task<Disturbance?> MeetAsync(Call call, bool applied)
    {
        if (call.Strike(FaultKind.Stall, applied) is { } stall)
        {
            await Task.Delay(TimeSpan.FromSeconds(stall.Seconds ?? DefaultStallSeconds), call.Clock.Provider, call.Http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.Http.RequestAborted.IsCancellationRequested)
            {
                return new Disturbance(null);
            }
        }

        if (call.Strike(FaultKind.ConnectionClosed, applied) is not null)
        {
            return new Disturbance(null);
        }

        if (call.Strike(FaultKind.ServerError, applied) is { } error)
        {
            return new Disturbance(ErrorReply(call, error.Status ?? DefaultStatus));
        }

        return null;
    }

    private static Reply ErrorReply(Call call, int status) => status switch
    {
        502 => Reply.OfHtml(502, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"),
        503 => call.Refuse(new Problem(503, "service.unavailable", "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).")),
        504 => call.Refuse(new Problem(504, "gateway.timeout", "The request timed out.")),
        _ => call.Refuse(new Problem(status, "internal.server.error", "The server encountered an unexpected condition which prevented it from fulfilling the request.")),
    };
}
