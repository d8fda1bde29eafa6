using ActorSync.Cli.Output;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Progress;

/// <summary>Where a run stands, in words.</summary>
internal static class ProgressText
{
    private static readonly InstantPattern TimeOfDay = InstantPattern.CreateWithInvariantCulture("HH:mm:ss 'UTC'");

    /// <summary>What is being done.</summary>
    public static string PhaseOf(RunProgress progress) => progress.Phase switch
    {
        RunPhase.Reading => "Reading the source",
        RunPhase.Observing => "Reading the target",
        RunPhase.Deciding => "Deciding",
        RunPhase.Converging when progress.SettlesOnly => "Settling what is in doubt",
        RunPhase.Converging when progress is { LeftOpen: > 0, UsersDone: 0 } => "Settling what the last process left open", // One person goes ahead of all others.
        RunPhase.Converging => "Writing",
        RunPhase.Ended => "Done",
        _ => throw new InvalidOperationException($"Unknown phase {progress.Phase}."),
    };

    /// <summary><c>Writing: 120 of 400 people, 260 of 740 requests, 14 s left, 598 of 600/min, 2 of 2 tokens, 18 in flight</c>, and the pause or the further try that everything waits for, where there is one.</summary>
    public static string Line(RunProgress progress, ProgressRate rate, Instant now) =>
        $"{PhaseOf(progress)}: {string.Join(", ", [People(progress), Requests(progress), .. Hindrance(progress, now).Take(1), .. Details(progress, rate)])}";

    /// <summary>The words on one line of a terminal, and whether they leave the bar its room: what keeps everything back matters more than the bar, and anything else less.</summary>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="rate">How fast it goes.</param>
    /// <param name="now">When this is.</param>
    /// <param name="width">The characters of the line.</param>
    /// <param name="bar">How many of them the bar takes.</param>
    public static (string Words, bool LeaveRoom) OnTerminal(RunProgress progress, ProgressRate rate, Instant now, int width, int bar)
    {
        var start = PhaseOf(progress) + ": ";
        var hindrance = Hindrance(progress, now);
        var details = Details(progress, rate);
        var roomy = start + string.Join(", ", [.. hindrance.Take(1), .. details]);
        if (progress.UsersTotal == 0)
        {
            return (AsFits(start, [.. OneOf(hindrance, start, width), Requests(progress), .. details], width), false);
        }

        if (roomy.Length <= width - bar)
        {
            return (roomy, true);
        }

        return hindrance is [] && start.Length + details[0].Length <= width - bar
            ? (AsFits(start, details, width - bar), true)
            : (AsFits(start, [.. OneOf(hindrance, start, width), People(progress), .. details], width), false);
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

    private static IEnumerable<string> OneOf(IReadOnlyList<string> forms, string start, int room) =>
        forms.Where((form, index) => index == forms.Count - 1 || start.Length + form.Length <= room).Take(1);

    private static string People(RunProgress progress) => progress.UsersTotal > 0
        ? $"{Figures.Count(progress.UsersDone)} of {Figures.Count(progress.UsersTotal, "person", "people")}"
        : Figures.Count(progress.UsersDone, "person", "people");

    private static string Requests(RunProgress progress) => progress.RequestsToCome is { } toCome && progress.Phase == RunPhase.Converging
        ? $"{Figures.Count(progress.Requests.Sent)} of {Figures.Count(progress.Requests.Sent + toCome, "request", "requests")}"
        : Figures.Count(progress.Requests.Sent, "request", "requests");

    /// <summary>The pause, or the try at a target that is away; a pause of everything goes before, since nothing is tried until its end.</summary>
    private static IReadOnlyList<string> Hindrance(RunProgress progress, Instant now)
    {
        var pause = Pause(progress, now);
        return progress.WaitsFor is not { } next || (progress.IsPausedAsAWhole && pause is not []) ? pause : Absence(next, now);
    }

    /// <summary>Who is away, why, and which try comes when; the whole of it first and then in ever fewer words.</summary>
    private static IReadOnlyList<string> Absence(AwaitedTry next, Instant now)
    {
        var what = next.AtLogin ? "waiting for the login" : "waiting for the target";
        if (next.Reason is null)
        {
            return [what];
        }

        var when = next.At > now ? $"in {Figures.Long(next.At - now)}" : "under way";
        var tries = $"try {Figures.Count(next.Number)} of at most {Figures.Count(next.Most)} {when}";
        return [$"{what} ({next.Reason}): {tries}", $"{what}: {tries}", what];
    }

    /// <summary>The pause, the whole of it first and then in ever fewer words; nothing where there is none.</summary>
    private static IReadOnlyList<string> Pause(RunProgress progress, Instant now)
    {
        if (progress.PausedUntil is not { } until || until <= now)
        {
            return [];
        }

        var (what, rest) = progress.IsPausedAsAWhole ? ($"paused {Figures.Long(until - now)}", string.Empty) : ("in part paused", ", the rest goes on");
        var why = progress.PauseReason ?? "the target asked for it";
        var others = progress.Pauses > 1 ? $" and {Figures.Count(progress.Pauses - 1, "other pause", "other pauses")}" : string.Empty;
        return
        [
            $"{what} until {Figures.At(until)} ({why}){others}{rest}",
            $"{what} until {TimeOfDay.Format(until)} ({why}){others}",
            $"{what} until {TimeOfDay.Format(until)} ({why})",
            $"{what} until {TimeOfDay.Format(until)}",
            what,
        ];
    }

    /// <summary>The time left, the rate against the allowed one, the tokens in use, and what was throttled; what matters most stands first.</summary>
    private static List<string> Details(RunProgress progress, ProgressRate rate)
    {
        var parts = new List<string>();
        if (progress.AwaitedTries > 0)
        {
            parts.Add(progress.AwaitedTries == 1 ? "1 request waits for another try" : $"{Figures.Count(progress.AwaitedTries)} requests wait for another try");
        }
        else if (rate.Left is { } left && progress.Phase == RunPhase.Converging && progress.WaitsFor is null) // No rate tells how long a target stays away.
        {
            parts.Add($"{Figures.Long(left)} left");
        }

        if (progress.LeftOpen > 0)
        {
            parts.Add($"{Figures.Count(progress.LeftOpen)} in doubt to settle");
        }

        var allowed = progress.AllowedPerMinute is { } perMinute ? $" of {Figures.Count((long)perMinute)}" : string.Empty;
        parts.Add($"{Figures.Count(rate.RequestsPerMinute)}{allowed}/min");
        if (progress.Tokens > 1)
        {
            parts.Add($"{Figures.Count(progress.OpenTokens)} of {Figures.Count(progress.Tokens)} tokens");
        }

        if (progress.Requests.Throttled > 0)
        {
            parts.Add($"{Figures.Count(progress.Requests.Throttled)} throttled");
        }

        parts.Add($"{Figures.Count(progress.InFlight)} in flight");
        return parts;
    }
}
