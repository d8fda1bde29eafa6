using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Reads and writes durations as people write them: <c>15 min</c>, <c>15m</c>, <c>00:15:00</c>, <c>PT15M</c>, <c>900s</c>, <c>24h</c>.</summary>
public static partial class DurationText
{
    /// <summary>The forms that are understood, for a message.</summary>
    public const string Forms = "15 min, 15m, 900s, 24h, 2d, 00:15:00 or PT15M";

    private const decimal LongestDays = 36_500m;

    /// <summary>The duration that <paramref name="text"/> states, or null when it is none, or longer than 36,500 days.</summary>
    public static Duration? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();

        if (Amount().Match(trimmed) is { Success: true } amount)
        {
            return FromDays(Number(amount.Groups["number"].Value) * DaysOf(amount.Groups["unit"].Value));
        }

        if (Clock().Match(trimmed) is { Success: true } clock)
        {
            var days = clock.Groups["days"].Success ? Number(clock.Groups["days"].Value) : 0m;
            var hours = Number(clock.Groups["hours"].Value);
            var minutes = Number(clock.Groups["minutes"].Value);
            var seconds = Number(clock.Groups["seconds"].Value);
            return FromDays(days + ((((hours * 60m) + minutes) * 60m) + seconds) / 86_400m);
        }

        var period = PeriodPattern.NormalizingIso.Parse(trimmed);
        return period.Success && period.Value is { Years: 0, Months: 0 } && !trimmed.Contains('-', StringComparison.Ordinal)
            ? Bounded(period.Value.ToDuration())
            : null;
    }

    /// <summary>The shortest of <c>24 h</c>, <c>15 min</c>, <c>90 s</c> and <c>1500 ms</c> that is exact.</summary>
    public static string Show(Duration duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds switch
        {
            0 => "0 s",
            _ when milliseconds % 3_600_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000} h"),
            _ when milliseconds % 60_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000} min"),
            _ when milliseconds % 1_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        };
    }

    private static Duration? FromDays(decimal days) =>
        days > LongestDays ? null : Duration.FromMilliseconds((long)decimal.Round(days * 86_400_000m));

    private static Duration? Bounded(Duration duration) => duration.TotalDays > (double)LongestDays ? null : duration;

    private static decimal Number(string digits) => decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static decimal DaysOf(string unit) => unit.ToUpperInvariant() switch
    {
        "MS" => 1m / 86_400_000m,
        "S" or "SEC" or "SECOND" or "SECONDS" => 1m / 86_400m,
        "M" or "MIN" or "MINUTE" or "MINUTES" => 1m / 1_440m,
        "H" or "HOUR" or "HOURS" => 1m / 24m,
        _ => 1m,
    };

    [GeneratedRegex(@"^(?<number>[0-9]{1,15}(?:\.[0-9]{1,6})?)\s*(?<unit>ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^(?:(?<days>[0-9]{1,6})\.)?(?<hours>[0-9]{1,2}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9](?:\.[0-9]{1,3})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
