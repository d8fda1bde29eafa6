using ActorSync.Core.Pacing;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Progress;

/// <summary>How fast a run goes, from the pictures of the last while.</summary>
/// <param name="RequestsPerMinute">Requests sent in the last while, as if for a minute; null while nothing can be said.</param>
/// <param name="Left">How long the requests to come need, or null while nothing can be said.</param>
internal sealed record ProgressRate(long? RequestsPerMinute, Duration? Left)
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly ProgressRate Unknown = new(null, null);

    /// <summary>The rate between two pictures of a run.</summary>
    public static ProgressRate Between(RunProgress earlier, Instant then, RunProgress later, Instant now)
    {
        var passed = now - then;
        if (passed <= Duration.Zero)
        {
            return Unknown;
        }

        // Of so many requests at an even pace the first one may have stood at the very beginning, and some may have been caught up: by those alone nobody is faster than allowed.
        var sent = later.Requests.Sent - earlier.Requests.Sent;
        var measured = sent / passed.TotalMinutes;
        var atLeast = Math.Max(0, sent - 1 - ((later.AllowedPerMinute ?? 0) / Allowance.CatchUpShare)) / passed.TotalMinutes;
        return new ProgressRate((long)Math.Min(measured, Math.Max(atLeast, later.AllowedPerMinute ?? measured)), null);
    }
}
