using System.Globalization;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>What the gateway did, as people read it: how much of the allowance was used, what the target refused, and how fast it answered.</summary>
internal static class GatewayText
{
    // Clearly below the configured pace: a single short pause says nothing of it.
    private const double ClearlyBelow = 0.9;

    /// <summary>Writes a line or two, and one per route; nothing where nothing was sent.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="gateway">What the gateway did, or null.</param>
    /// <param name="configuredPerMinute">The configured pace over all tokens; 0 where there is none.</param>
    public static void Write(ReportWriter report, GatewaySummary? gateway, double configuredPerMinute = 0)
    {
        if (gateway is null || gateway.Routes.IsEmpty)
        {
            return;
        }

        report.Line("  " + Use(gateway));
        if (Slowed(gateway, configuredPerMinute) is { } slowed)
        {
            report.Line("  " + slowed, Tone.Attention);
        }

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

    /// <summary><c>On average 73 of the configured 300 requests/min could be sent, because of the target's 429s.</c> Null where it was not clearly less.</summary>
    /// <remarks>It is over the whole run, pauses and the time before the first 429 included, and so no limit of the target's.</remarks>
    public static string? Slowed(GatewaySummary gateway, double configuredPerMinute)
    {
        if (configuredPerMinute <= 0 || gateway.Throttled == 0 || gateway.WorkedSeconds <= 0 || gateway.Allowed <= 0)
        {
            return null;
        }

        var pace = gateway.Allowed / gateway.WorkedSeconds * 60;
        return pace < ClearlyBelow * configuredPerMinute
            ? $"On average {Figures.Count((long)Math.Round(pace))} of the configured {Figures.Count((long)configuredPerMinute)} requests/min could be sent, because of the target's 429s."
            : null;
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double seconds) => Figures.Long(Duration.FromSeconds(seconds));

    private static string Milliseconds(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
