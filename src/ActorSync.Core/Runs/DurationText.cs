using System.Globalization;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Writes a length of time for people, the same on every machine.</summary>
public static class DurationText
{
    /// <summary><c>41 s</c>, <c>3 min 20 s</c>, <c>5 h 33 min</c>, <c>2 d 4 h</c>; rounded up.</summary>
    public static string InTwoUnits(Duration duration)
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
