using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Progress;

/// <summary>Where a run stands, in words.</summary>
internal static class ProgressText
{
    /// <summary>What is being done.</summary>
    public static string PhaseOf(RunProgress progress) => progress.Phase switch
    {
        RunPhase.Reading => "Reading the source",
        RunPhase.Recalling => "Reading the journal",
        RunPhase.Observing => "Reading the target",
        RunPhase.Deciding when progress.IsAsking => "Reading each user", // Where no list tells all of them, a decision waits for reads of that user.
        RunPhase.Deciding => "Deciding",
        RunPhase.Converging when progress.SettlesOnly => "Settling what is in doubt",
        RunPhase.Converging when progress.SettlesAhead => "Settling what the last process left open",
        RunPhase.Converging => "Writing",
        RunPhase.Ended => "Done",
        _ => throw new InvalidOperationException($"Unknown phase {progress.Phase}."),
    };

    /// <summary>
    /// <c>Writing: 120 of 400 people, 260 of 740 requests, 14 s left, 598 of 600/min, 2 of 2 tokens, 18 in flight</c>,
    /// and the pause or the further try that everything waits for, where there is one.
    /// </summary>
    public static string Line(RunProgress progress, ProgressRate rate, Instant now) =>
        $"{PhaseOf(progress)}: {string.Join(", ", [.. PeopleToTell(progress), Requests(progress), .. HindranceText.Of(progress, now).Whole.Take(1), .. Details(progress, rate)])}";

    /// <summary>The words on one line of a terminal, and whether they leave the bar its room: what keeps everything back matters more than the bar, and anything else less.</summary>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="rate">How fast it goes.</param>
    /// <param name="now">When this is.</param>
    /// <param name="width">The characters of the line.</param>
    /// <param name="bar">How many of them the bar takes.</param>
    public static (string Words, bool LeaveRoom) OnTerminal(RunProgress progress, ProgressRate rate, Instant now, int width, int bar)
    {
        var start = PhaseOf(progress) + ": ";
        var hindrance = HindranceText.Of(progress, now);
        var details = Details(progress, rate);
        if (progress.UsersTotal > 0 && start + string.Join(", ", [.. hindrance.Whole.Take(1), .. details]) is var roomy && roomy.Length <= width - bar)
        {
            return (roomy, true);
        }

        if (hindrance.IsAny)
        {
            return (Hindered(progress, start, hindrance, details, Pace(progress, rate), width), false);
        }

        return progress.UsersTotal > 0 && start.Length + details[0].Length <= width - bar
            ? (AsFits(start, details, width - bar), true)
            : (AsFits(start, [HowFar(progress), .. details], width), false);
    }

    /// <summary>How far the run is, what keeps it back, the pace, and then the rest: words are left out before any of them is.</summary>
    private static string Hindered(RunProgress progress, string start, HindranceText hindrance, IEnumerable<string> details, string? pace, int room)
    {
        string[] howFar = [start + HowFar(progress), start + HowFarInBrief(progress), HowFarInBrief(progress)];
        var paced = pace is null ? string.Empty : ", " + pace;
        string[] whole =
        [
            .. from far in howFar.Index()
               from what in hindrance.Whole.Index()
               orderby (far.Index * 2) + what.Index, what.Index
               select $"{far.Item}, {what.Item}",
        ];
        var inPart = hindrance.InPart.SelectMany(what => howFar.Select(far => $"{far}, {what}"));
        var words = Longest(whole.Select(form => form + paced)) ?? Longest([.. whole, .. inPart, .. hindrance.Whole, .. hindrance.InPart]);
        return words is null
            ? AsFits(start, [HowFar(progress)], room)
            : AsFits(string.Empty, [words, .. details.Where(part => part != pace || !words.EndsWith(paced, StringComparison.Ordinal))], room);

        string? Longest(IEnumerable<string> forms) => forms.FirstOrDefault(form => form.Length <= room);
    }

    // As many as there is room for, the most important first. What does not fit is left out as a whole: half a number is a wrong one.
    private static string AsFits(string start, IEnumerable<string> parts, int room)
    {
        var words = start + parts.First();
        foreach (var part in parts.Skip(1).TakeWhile(part => words.Length + 2 + part.Length <= room))
        {
            words = $"{words}, {part}";
        }

        var phase = start.TrimEnd(' ', ':');
        string[] forms = [words, parts.First(), phase, phase[..Math.Clamp(room - 1, 0, phase.Length)] + "…"];
        return forms.FirstOrDefault(form => form.Length <= room, string.Empty);
    }

    private static string HowFar(RunProgress progress) => progress.UsersTotal > 0 ? People(progress) : Requests(progress);

    private static string HowFarInBrief(RunProgress progress) =>
        progress.UsersTotal > 0 ? $"{Figures.Count(progress.UsersDone)}/{Figures.Count(progress.UsersTotal)}" : Requests(progress);

    private static string[] PeopleToTell(RunProgress progress) => progress.Phase == RunPhase.Recalling ? [] : [People(progress)];

    private static string People(RunProgress progress) => progress.UsersTotal > 0
        ? $"{Figures.Count(progress.UsersDone)} of {Figures.Count(progress.UsersTotal, "person", "people")}"
        : Figures.Count(progress.UsersDone, "person", "people");

    private static string Requests(RunProgress progress) => progress.RequestsToCome is { } toCome && progress.Phase == RunPhase.Converging
        ? $"{Figures.Count(progress.Requests.Sent)} of {Figures.Count(progress.Requests.Sent + toCome, "request", "requests")}"
        : Figures.Count(progress.Requests.Sent, "request", "requests");

    private static string? Pace(RunProgress progress, ProgressRate rate) => (rate.RequestsPerMinute, progress.AllowedPerMinute) switch
    {
        ({ } sent, { } allowed) => $"{Figures.Count(sent)} of {Figures.Count((long)allowed)}/min",
        ({ } sent, null) => $"{Figures.Count(sent)}/min",
        (null, { } allowed) => $"at most {Figures.Count((long)allowed)}/min",
        _ => null,
    };

    /// <summary>The time left, the rate against the allowed one, the tokens in use, and what was throttled; what matters most stands first.</summary>
    private static List<string> Details(RunProgress progress, ProgressRate rate)
    {
        var parts = new List<string>();
        if (progress.AwaitedTries > 0)
        {
            parts.Add(progress.AwaitedTries == 1 ? "1 request waits for another try" : $"{Figures.Count(progress.AwaitedTries)} requests wait for another try");
        }
        else if (rate.Left is { } left && progress.Phase == RunPhase.Converging && progress is { WaitsFor: null, Storage: null }) // No rate tells how long a target stays away.
        {
            parts.Add($"{Figures.Long(left)} left");
        }

        if (progress.LeftOpen > 0)
        {
            parts.Add($"{Figures.Count(progress.LeftOpen)} in doubt to settle");
        }

        // While pages are read, a request that hangs shows nowhere else.
        var inFlight = $"{Figures.Count(progress.InFlight)} in flight";
        var isReading = progress.Phase == RunPhase.Observing || (progress.Phase == RunPhase.Deciding && progress.IsAsking);
        if (isReading)
        {
            parts.Add(inFlight);
        }

        if (Pace(progress, rate) is { } pace)
        {
            parts.Add(pace);
        }

        if (progress.Tokens > 1)
        {
            parts.Add($"{Figures.Count(progress.OpenTokens)} of {Figures.Count(progress.Tokens)} tokens");
        }

        if (progress.Requests.Throttled > 0)
        {
            parts.Add($"{Figures.Count(progress.Requests.Throttled)} throttled");
        }

        if (!isReading)
        {
            parts.Add(inFlight);
        }

        return parts;
    }
}
