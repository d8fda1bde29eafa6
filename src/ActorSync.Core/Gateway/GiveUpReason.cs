using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>Says why a request is not tried any more.</summary>
internal static class GiveUpReason
{
    /// <summary><c>tried 13 times over 5 min 12 s at api.mypurecloud.com, at last: the connection was refused</c>.</summary>
    /// <param name="host">What was asked, with its port: what a region or a default made of the configuration stands nowhere else.</param>
    /// <param name="lastSeen">What the last try came to, its own or another request's.</param>
    /// <param name="tries">How often it was sent.</param>
    /// <param name="over">The time since the first of these tries began.</param>
    public static string InWords(string host, string lastSeen, int tries, TimeSpan over) => tries switch
    {
        0 => $"not sent to {host} within {Long(over)}, because whatever was sent failed: {lastSeen}",
        1 => $"tried once at {host}: {lastSeen}",
        _ => $"tried {tries} times over {Long(over)} at {host}, at last: {lastSeen}",
    };

    private static string Long(TimeSpan time) => DurationText.InTwoUnits(Duration.FromTimeSpan(time));
}
