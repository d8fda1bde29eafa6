using ActorSync.Core.Pacing;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Output;

/// <summary>The pauses that hold beyond a command, as people read them.</summary>
internal static class PauseText
{
    /// <summary>The label of the only token, which need not be named.</summary>
    private const string OnlyToken = "t1";

    /// <summary>Writes a line per pause; each is named once.</summary>
    public static void Write(ReportWriter report, RunReport run)
    {
        var pauses = run.Summary.Gateway?.Pauses ?? [];
        foreach (var pause in pauses)
        {
            report.Line(Line(pause, run.Tokens), Tone.Attention);
        }

        if (pauses.IsEmpty && run.PausedUntil is { } until)
        {
            report.Line($"The target asked for a pause until {Figures.At(until)}.", Tone.Attention);
        }
    }

    /// <summary><c>The target asked for a pause of t2 until 2026-03-01 16:00:00 UTC (429 that asks for 14400 s).</c></summary>
    public static string Line(HeldPause pause, int tokens)
    {
        var scope = tokens == 1 && pause.Scope == OnlyToken ? string.Empty : $" of {pause.Scope}";
        return $"The target asked for a pause{scope} until {Figures.At(pause.Until)} ({pause.Reason}).";
    }
}
