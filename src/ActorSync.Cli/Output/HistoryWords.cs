using System.Globalization;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;

namespace ActorSync.Cli.Output;

/// <summary>Who put a value where it is, in words.</summary>
internal static class HistoryWords
{
    /// <summary>In words: <c>line 4 of people.csv states it; run 2026…, by anna@host</c>.</summary>
    public static string Who(TimelineChange change, AgentHistories found) => change.Origin switch
    {
        TimelineOrigin.Found => "found at first sight, cause unknown",
        TimelineOrigin.Earlier => "held as far back as the journal reaches; its cause was kept no longer",
        TimelineOrigin.Elsewhere => "somebody in the console, or another program",
        TimelineOrigin.Unknown => "cause unknown: seen after a write of unknown outcome",
        TimelineOrigin.Perhaps => $"perhaps: the outcome of this write is unknown; {Written(change, found)}",
        TimelineOrigin.Written => Written(change, found),
        var unknown => throw new InvalidOperationException($"Unknown origin {unknown}."),
    };

    /// <summary>The name of the file that the row stands in, or null.</summary>
    public static string? FileOf(TimelineChange change, AgentHistories found) =>
        change is { Run: { } run, Row: { } row } ? found.Runs.Find(run)?.FileOf(row) : null;

    /// <summary>Who was at work in the run that wrote it, or null where nobody knows.</summary>
    public static string? OperatorOf(TimelineChange change, AgentHistories found) =>
        change.Run is { } id && found.Runs.Find(id)?.OperatorAt(change.By) is { } taken ? found.Operators.GetValueOrDefault(taken.Number) : null;

    private static string Written(TimelineChange change, AgentHistories found)
    {
        var place = change.Row is { } row ? string.Create(CultureInfo.InvariantCulture, $" (line {row.Line} of {FileOf(change, found) ?? $"file {row.File + 1}"})") : string.Empty;
        var by = OperatorOf(change, found) is { } name ? $", by {name}" : string.Empty;
        var accepted = change.Run is { } id && found.Runs.Find(id)?.AcceptReason is { Length: > 0 } reason ? $", accepted: {reason}" : string.Empty;
        return $"{Reason(change.Cause)}{place}; run {change.Run}{by}{accepted}";
    }

    private static string Reason(OperationCause? cause) => cause switch
    {
        OperationCause.Stated => "the source states it",
        OperationCause.Scheduled => "stated earlier, came due",
        OperationCause.Zero => "the source asks for removal",
        OperationCause.NoLongerStated => "the source states it no longer",
        OperationCause.Terminated => "the person has left",
        OperationCause.Absent => "the person is missing from a full file",
        OperationCause.Expired => "ActorSync: the certification has expired",
        OperationCause.Lapsed => "the source lets it lapse",
        OperationCause.Renewed => "renewed",
        OperationCause.Undone => "an earlier run was taken back",
        _ => "cause unknown",
    };
}
