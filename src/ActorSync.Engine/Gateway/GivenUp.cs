using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Says why a request is not tried any more.</summary>
internal static class GivenUp
{
    /// <summary><c>tried 13 times over 5 min 12 s, at last: connection refused</c>.</summary>
    /// <param name="lastSeen">What the last try came to, its own or another request's.</param>
    /// <param name="tries">How often it was sent.</param>
    /// <param name="over">The time from the first try to now.</param>
    public static string InWords(string lastSeen, int tries, TimeSpan over) => tries switch
    {
        0 => $"not sent within {Long(over)}, because whatever was sent failed: {lastSeen}",
        1 => lastSeen,
        _ => $"tried {tries} times over {Long(over)}, at last: {lastSeen}",
    };

    private static string Long(TimeSpan time) => DurationText.InTwoUnits(Duration.FromTimeSpan(time));
}
