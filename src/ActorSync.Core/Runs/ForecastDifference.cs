namespace ActorSync.Core.Runs;

/// <summary>Why a run sent another number of requests than the process that ended it had forecast: each cause with its number of requests, which add up to the difference.</summary>
/// <param name="Throttled">Sent again because a 429 had come.</param>
/// <param name="Retried">Sent again after a failure in passing.</param>
/// <param name="Settling">Reads that settled writes in doubt, and writes sent again because those had not been applied.</param>
/// <param name="ReadAgain">Reads, and writes after them, because what was known of a person was too old, had moved, or clashed with a newer version.</param>
/// <param name="FoundSent">Writes that an ended process had sent and not recorded, and that were found when the forecast had been made.</param>
/// <param name="Expected">In vain as the forecast had expected: they are in it, so that they count against the others.</param>
/// <param name="NotNeeded">Forecast, and found not to be needed or given up.</param>
/// <param name="ToCome">Forecast, and not sent because the run stopped before.</param>
/// <param name="Unexplained">What none of these accounts for; negative where they account for more than the difference.</param>
public sealed record ForecastDifference(
    long Throttled, long Retried, long Settling, long ReadAgain, long FoundSent, long Expected, long NotNeeded, long ToCome, long Unexplained)
{
    /// <summary>By how much more was sent than forecast; negative for less.</summary>
    public long Total => Throttled + Retried + Settling + ReadAgain + FoundSent + Unexplained - Expected - NotNeeded - ToCome;
}
