using System.Globalization;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>What the gateway did, as people read it: how much of the allowance was used, what the target refused, and how fast it answered.</summary>
internal static class GatewayText
{
    /// <summary>Writes a line or two, and one per route; nothing where nothing was sent.</summary>
    public static void Write(ReportWriter report, GatewaySummary? gateway)
    {
        if (gateway is null || gateway.Routes.IsEmpty)
        {
            return;
        }

        report.Line("  " + Use(gateway));
        report.Line("  Time from send to last byte, in ms:", Tone.Faint);
        var width = gateway.Routes.Max(route => route.Route.Length);
        foreach (var route in gateway.Routes)
        {
            report.Line(
                $"    {route.Route.PadRight(width)}  p50 {Milliseconds(route.P50)}, p95 {Milliseconds(route.P95)}, p99 {Milliseconds(route.P99)} "
                    + $" ({Figures.Count(route.Attempts, "attempt", "attempts")})",
                Tone.Faint);
        }
    }

    /// <summary><c>98.7 % of the allowance used: 157 of 159 requests in 32 s. 3 throttled, 1 of them without a wait stated; 42 s waited in pauses.</c></summary>
    public static string Use(GatewaySummary gateway)
    {
        var used = gateway.Utilisation is { } share
            ? $"{Percent(share)} of the allowance used: {Figures.Count(gateway.Sent)} "
                + $"of {Figures.Count((long)Math.Round(gateway.Allowed), "request", "requests")} in {Seconds(gateway.WorkedSeconds)}."
            : $"No local pace: busy for {Seconds(gateway.WorkedSeconds)}.";
        var parts = new List<string>();
        if (gateway.Throttled > 0)
        {
            var bare = gateway.BareThrottles > 0 ? $", {Figures.Count(gateway.BareThrottles)} of them without a wait stated" : string.Empty;
            parts.Add($"{Figures.Count(gateway.Throttled)} throttled{bare}");
        }

        if (gateway.PausedSeconds > 0)
        {
            parts.Add($"{Seconds(gateway.PausedSeconds)} waited in pauses");
        }

        if (gateway.TokenThrottles > 0)
        {
            parts.Add($"{Figures.Count(gateway.TokenThrottles)} of {Figures.Count(gateway.Tokens, "token request", "token requests")} throttled");
        }

        return parts.Count == 0 ? used : $"{used} {string.Join("; ", parts)}.";
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double seconds) => Figures.Long(Duration.FromSeconds(seconds));

    private static string Milliseconds(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
