using ActorSync.Core.Policies;

namespace ActorSync.Cli.Output;

/// <summary>The guard's verdict with its reasons.</summary>
internal static class GuardText
{
    /// <summary>Writes the verdict and a line per reason.</summary>
    public static void Write(ReportWriter report, GuardVerdict guard)
    {
        var (text, tone) = guard.Outcome switch
        {
            GuardOutcome.Pass => ("pass", Tone.Good),
            GuardOutcome.Hold => ("hold: nothing is written unless somebody accepts it with --accept REASON", Tone.Bad),
            GuardOutcome.Overridden => ("overridden by --accept", Tone.Attention),
            _ => throw new InvalidOperationException($"Unknown outcome {guard.Outcome}."),
        };

        report.Write("Guard: ", Tone.Strong).Line(text, tone);
        foreach (var reason in guard.Reasons)
        {
            report.Line("  " + reason, tone);
        }
    }
}
