using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Runs;

/// <summary>Writes an instant for people, the same on every machine.</summary>
public static class InstantText
{
    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss 'UTC'");

    /// <summary><c>2025-01-14 23:59:59 UTC</c>.</summary>
    public static string At(Instant instant) => Seconds.Format(instant);
}
