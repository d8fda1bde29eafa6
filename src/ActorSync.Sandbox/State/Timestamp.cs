using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Sandbox.State;

/// <summary>Timestamps as both dialects write them: UTC, milliseconds and the suffix Z.</summary>
internal static class Timestamp
{
    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fff'Z'");
    private static readonly InstantPattern Accepted = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.FFF'Z'");

    public static string Format(Instant instant) => Written.Format(instant);

    /// <summary>Reads a timestamp with the suffix Z; milliseconds may be missing, finer fractions are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Instant instant)
    {
        var parsed = Accepted.Parse(text ?? string.Empty);
        instant = parsed.Success ? parsed.Value : default;
        return parsed.Success;
    }
}
