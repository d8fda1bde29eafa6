using System.Globalization;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>What a 429 said, as a person reads it.</summary>
public static class ThrottleWords
{
    /// <summary>So many pauses in a row are worth a word, and again each time that they have doubled.</summary>
    public const int WorthAWord = 10;

    /// <summary><c>429 that asks for 2 s</c>, and of its row nothing where that is short.</summary>
    /// <param name="retryAfter">What it said about the wait.</param>
    /// <param name="inARow">How many pauses have followed one another without a request being taken in between.</param>
    public static string Of(RetryAfter retryAfter, int inARow) => Wait(retryAfter) + Row(inARow);

    private static string Wait(RetryAfter retryAfter)
    {
        if (retryAfter.Stated is not { } stated)
        {
            return "429 that does not say how long to wait";
        }

        var seconds = stated.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return retryAfter.IsCapped ? $"429 that asks for more than a day; taken as {seconds} s" : $"429 that asks for {seconds} s";
    }

    private static string Row(int inARow) =>
        inARow < WorthAWord ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {inARow} in a row with nothing taken in between");
}
