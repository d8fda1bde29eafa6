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
    public static string Long(Duration duration) => DurationText.InTwoUnits(duration);
}
