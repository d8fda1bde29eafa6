using System.Globalization;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Http;

/// <summary>The 429 in all the forms that targets and proxies have given it, and the errors that it hides behind.</summary>
internal static class Throttle
{
    private const int DefaultHiddenStatus = 500;

    /// <summary>Far beyond a year, and beyond what a 32-bit number of seconds or a date can hold.</summary>
    private const string AbsurdSeconds = "1000000000000";

    /// <summary>The header's forms in the order in which their faults are asked; the first that strikes wins.</summary>
    private static readonly (FaultKind Kind, Func<ServerClock, TimeSpan, string?> Form)[] Forms =
    [
        (FaultKind.RetryAfterMissing, (_, _) => null),
        (FaultKind.RetryAfterDate, (clock, wait) => Date(clock, wait, "R")),
        (FaultKind.RetryAfterRfc850, (clock, wait) => Date(clock, wait, "dddd, dd-MMM-yy HH:mm:ss 'GMT'")),
        (FaultKind.RetryAfterAsctime, (clock, wait) => Asctime(clock, wait)),
        (FaultKind.RetryAfterPastDate, (clock, _) => Date(clock, TimeSpan.FromHours(-1), "R")),
        (FaultKind.RetryAfterFractional, (_, wait) => Fractional(wait)),
        (FaultKind.RetryAfterNegative, (_, _) => "-5"),
        (FaultKind.RetryAfterJunk, (_, _) => "soon"),
        (FaultKind.RetryAfterEmpty, (_, _) => string.Empty),
        (FaultKind.RetryAfterAbsurd, (_, _) => AbsurdSeconds),
    ];

    /// <summary>Tells the client that it came too early, or hides it.</summary>
    public static Reply Refuse(Call call, LimitHit hit)
    {
        call.Entry.Limit = hit.Limit.Key;
        if (call.Strike(FaultKind.ThrottleHidden) is { } hidden)
        {
            return Hide(call, hidden.Status ?? DefaultHiddenStatus);
        }

        var seconds = Limiter.WholeSeconds(hit.Wait).ToString(CultureInfo.InvariantCulture);
        var header = seconds;
        foreach (var (kind, form) in Forms)
        {
            if (call.Strike(kind) is not null)
            {
                header = form(call.Clock, hit.Wait);
                seconds = kind == FaultKind.RetryAfterAbsurd ? AbsurdSeconds : seconds;
                break;
            }
        }

        var message = call.Strike(FaultKind.RetryAfterNumberMissing) is null
            ? $"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds"
            : "Rate limit exceeded the maximum.";
        return call.Refuse(new Problem(429, "too.many.requests.retry.after", message) { Limit = hit }) with { RetryAfter = header };
    }

    private static Reply Hide(Call call, int status)
    {
        var what = call.Http.Request.Path;
        return call.Refuse(status == 404
            ? Problem.NotFound($"could not find {what}: exit code 107")
            : new Problem(status, "internal.server.error", $"Could not find {what}: exit code 107"));
    }

    // A date has whole seconds only, so a further one makes sure that it is never before the end of the wait.
    private static string Date(ServerClock clock, TimeSpan wait, string format) =>
        End(clock, wait).ToString(format, CultureInfo.InvariantCulture);

    private static string Asctime(ServerClock clock, TimeSpan wait)
    {
        var end = End(clock, wait);
        var day = end.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        return end.ToString($"ddd MMM '{day}' HH:mm:ss yyyy", CultureInfo.InvariantCulture);
    }

    private static DateTime End(ServerClock clock, TimeSpan wait) =>
        (clock.Shown + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds) + 1)).UtcDateTime;

    private static string Fractional(TimeSpan wait)
    {
        // Rounded up to a tenth, and never to a whole second, which would be no fraction.
        var tenths = (long)Math.Ceiling(wait.TotalSeconds * 10);
        tenths += tenths % 10 == 0 ? 1 : 0;
        return (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
