using System.Globalization;
using ActorSync.Core.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Output;

/// <summary>Writes counts, durations and instants as people read them, the same on every machine.</summary>
internal static class Figures
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary><c>1,234</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 person</c>, <c>1,234 people</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary><c>2025-01-14T23:59:59.999Z</c>: dates of certifications are exact to the millisecond.</summary>
    public static string Exact(Instant instant) => Milliseconds.Format(instant);

    /// <summary><c>2025-01-14 23:59:59 UTC</c>.</summary>
    public static string At(Instant instant) => InstantText.At(instant);

    /// <summary><c>41 s</c>, <c>3 min 20 s</c>, <c>5 h 33 min</c>, <c>2 d 4 h</c>; rounded up, because it says how long to wait.</summary>
    public static string Long(Duration duration)
    {
        var seconds = (long)Math.Ceiling(Math.Max(0, duration.TotalSeconds));
        return seconds switch
        {
            < 60 => Invariant($"{seconds} s"),
            < 3600 => Pair(seconds / 60, "min", seconds % 60, "s"),
            < 86_400 => Pair(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h"),
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Invariant($"{large} {largeUnit}") : Invariant($"{large} {largeUnit} {small} {smallUnit}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
