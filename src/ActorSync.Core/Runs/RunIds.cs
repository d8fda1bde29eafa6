using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Runs;

/// <summary>The ids of runs: when they began, so that their order is the order in which they began.</summary>
public static class RunIds
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff'Z'");

    /// <summary>The id of a run that begins now; one millisecond after the latest where the clock has been set back since.</summary>
    public static RunId Next(RunHistory history, Instant now)
    {
        ArgumentNullException.ThrowIfNull(history);

        var id = new RunId(Pattern.Format(now));
        return history.Latest is { Id: var latest } && id.CompareTo(latest) <= 0 && Pattern.Parse(latest.Value) is { Success: true, Value: var last }
            ? new RunId(Pattern.Format(last + Duration.FromMilliseconds(1)))
            : id;
    }
}
