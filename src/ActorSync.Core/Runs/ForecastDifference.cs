namespace ActorSync.Core.Runs;

/// <summary>Why a run sent another number of requests than the process that ended it had forecast: each cause with its number of requests, which add up to the difference.</summary>
public sealed record ForecastDifference
{
    /// <summary>Sent again because a 429 had come.</summary>
    public long Throttled { get; init; }

    /// <summary>Sent again after a failure in passing.</summary>
    public long Retried { get; init; }

    /// <summary>Reads that settled writes in doubt, and writes sent again because those had not been applied.</summary>
    public long Settling { get; init; }

    /// <summary>Reads, and writes after them, because what was known of a person was too old, had moved, or clashed with a newer version.</summary>
    public long ReadAgain { get; init; }

    /// <summary>Writes that an ended process had sent and not recorded, and that were found when the forecast had been made.</summary>
    public long FoundSent { get; init; }

    /// <summary>In vain as the forecast had expected: they are in it, so that they count against the others.</summary>
    public long Expected { get; init; }

    /// <summary>Forecast, and found not to be needed or given up.</summary>
    public long NotNeeded { get; init; }

    /// <summary>Forecast, and not sent because the run stopped before.</summary>
    public long ToCome { get; init; }

    /// <summary>What none of these accounts for; negative where they account for more than the difference.</summary>
    public long Unexplained { get; init; }

    /// <summary>By how much more was sent than forecast; negative for less.</summary>
    public long Total => Throttled + Retried + Settling + ReadAgain + FoundSent + Unexplained - Expected - NotNeeded - ToCome;
}
