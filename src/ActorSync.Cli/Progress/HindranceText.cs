using ActorSync.Cli.Output;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Progress;

/// <summary>What keeps everything back, in words: a pause that the target asked for, a try at a target that is away, or that this process may not write now.</summary>
/// <param name="Whole">What it is, why, and until when; in ever fewer words. Empty where nothing keeps the run back.</param>
/// <param name="InPart">Less than that, in ever fewer words, for a line that is too narrow for it.</param>
internal sealed record HindranceText(IReadOnlyList<string> Whole, IReadOnlyList<string> InPart)
{
    private static readonly HindranceText None = new([], []);

    private static readonly InstantPattern TimeOfDay = InstantPattern.CreateWithInvariantCulture("HH:mm:ss 'UTC'");
    private static readonly InstantPattern DayAndTime = InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm 'UTC'");

    /// <summary>Whether anything keeps the run back.</summary>
    public bool IsAny => Whole is not [];

    /// <summary>What keeps the run back. A storage that takes nothing in goes before all else, since nothing is sent meanwhile; a pause goes before a try, since nothing is tried until its end.</summary>
    public static HindranceText Of(RunProgress progress, Instant now)
    {
        if (progress.WhyNotAllowed is { } why)
        {
            return new HindranceText([$"waiting: {why}"], ["waiting for the right to write"]);
        }

        if (progress.Storage is { } storage)
        {
            return Storage(storage, now);
        }

        var pause = Pause(progress, now);
        return progress.WaitsFor is not { } next || (progress.IsPausedAsAWhole && pause.IsAny) ? pause : Absence(next, now);
    }

    /// <summary>Since when nothing can be stored, and why.</summary>
    private static HindranceText Storage(StoragePaused pause, Instant now)
    {
        var what = $"paused for {Figures.Long(now - pause.Since)}";
        return new HindranceText(
            [$"paused since {Figures.At(pause.Since)}, as nothing can be stored: {pause.Reason}", $"{what}, as nothing can be stored: {pause.Reason}"],
            [$"{what}: {pause.Reason}", $"{what}: nothing can be stored", "nothing can be stored"]);
    }

    /// <summary>Who is away, why, and which try comes when.</summary>
    private static HindranceText Absence(AwaitedTry next, Instant now)
    {
        var what = next.AtLogin ? "waiting for the login" : "waiting for the target";
        if (next.Reason is null)
        {
            return new HindranceText([what], []);
        }

        var when = next.At > now ? $"in {Figures.Long(next.At - now)}" : "under way";
        var (number, most) = (Figures.Count(next.Number), Figures.Count(next.Most));
        return new HindranceText(
            [$"{what} ({next.Reason}): try {number} of at most {most} {when}"],
            [$"{what}: try {number} of at most {most} {when}", $"{what}, try {number} of {most}", what]);
    }

    /// <summary>The pause; its reason outlasts every other word but the instant.</summary>
    private static HindranceText Pause(RunProgress progress, Instant now)
    {
        if (progress.PausedUntil is not { } until || until <= now)
        {
            return None;
        }

        var (what, rest, brief) = progress.IsPausedAsAWhole
            ? ($"paused {Figures.Long(until - now)}", string.Empty, "paused")
            : ("in part paused", ", the rest goes on", "in part paused");
        var why = progress.PauseReason ?? "the target asked for it";
        var whyInBrief = why.Split(" that ")[0];
        var others = progress.Pauses > 1 ? $" and {Figures.Count(progress.Pauses - 1, "other pause", "other pauses")}" : string.Empty;
        var time = TimeOfDay.Format(until);
        var instant = until.InUtc().Date == now.InUtc().Date ? time : DayAndTime.Format(until);
        return new HindranceText(
            [
                $"{what} until {Figures.At(until)} ({why}){others}{rest}",
                $"{what} until {time} ({why}){others}",
                $"{what} until {time} ({why})",
                $"{brief} until {instant} ({why})",
                $"{brief} until {instant} ({whyInBrief})",
            ],
            [$"paused ({whyInBrief})", "paused"]);
    }
}
