using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>What agents held and why, for people.</summary>
/// <param name="report">Where to.</param>
/// <param name="found">The agents.</param>
/// <param name="now">The instant of the report.</param>
internal sealed class HistoryReport(ReportWriter report, AgentHistories found, Instant now)
{
    /// <summary>Writes the state at an instant, or the whole history where there is none.</summary>
    public void Write(Instant? at)
    {
        if (found.ReachesBackTo is { } since)
        {
            report.Line($"The journal reaches back to {InstantText.At(since)}: what was before is cut off by Journal:KeepDays.");
        }

        foreach (var agent in found.Agents)
        {
            report.Line($"User {agent.User}");
            if (at is { } instant)
            {
                WriteAt(agent.Timeline, instant);
            }
            else
            {
                WriteWhole(agent.Timeline);
            }
        }
    }

    private void WriteAt(AgentTimeline timeline, Instant at)
    {
        WriteHeld($"Held at {InstantText.At(at)}, as known then:", timeline.KnownBy(at), at);
        var (learnt, corrected) = (timeline.LearntAfter(at), timeline.CorrectedAfter(at));
        if (learnt.IsEmpty && corrected.IsEmpty)
        {
            report.Line("Nothing became known of that instant later.");
            return;
        }

        report.Line("Became known of that instant only later:");
        Write(learnt, corrected);
    }

    private void WriteWhole(AgentTimeline timeline)
    {
        report.Line("History, by when it was known:");
        Write(timeline.Changes, timeline.Statements);
        WriteHeld("Held now, as last known:", timeline.KnownBy(Instant.MaxValue), now);
    }

    private void Write(IEnumerable<TimelineChange> changes, IEnumerable<TimelineStatement> statements)
    {
        var lines = changes.Select(change => (change.KnownAt, Order: 1, Text: Line(change))).Concat(statements.Select(statement => (statement.KnownAt, Order: 0, Text: Line(statement))));
        foreach (var line in lines.OrderBy(line => line.KnownAt).ThenBy(line => line.Order))
        {
            report.Line($"  {InstantText.At(line.KnownAt)}  {line.Text}");
        }
    }

    private void WriteHeld(string title, IReadOnlyCollection<TimelineChange> held, Instant at)
    {
        report.Line(title);
        foreach (var change in held)
        {
            var hasEnded = change is { Kind: ValueKind.Certification, To: { } dates } && AuditValue.HasEndedAt(dates, at);
            report.Line($"  {Called(change)}: {Shown(change.To, "perhaps not held")}{(hasEnded ? ", expired" : string.Empty)}; {HistoryWords.Who(change, found)}");
        }

        if (held.Count == 0)
        {
            report.Line("  nothing");
        }
    }

    private string Line(TimelineChange change) =>
        $"{Called(change)}: {Shown(change.From, "not held")} → {Shown(change.To, "not held")}, {When(change)}; {HistoryWords.Who(change, found)}";

    private static string Shown(string? value, string none) => value switch
    {
        null => none,
        AuditValue.NoDates => "held without dates",
        _ => value,
    };

    private string Line(TimelineStatement statement) =>
        $"{KindOf(statement.Kind)} {found.NameOf(statement.Kind, statement.Id)}: dates noted: {Words(statement.Before)} → {Words(statement.Now)}";

    private static string When(TimelineChange change) => change switch
    {
        { After: null } => $"at some time before {InstantText.At(change.By)}",
        { After: { } after } when after == change.By => $"at {InstantText.At(after)}",
        { After: { } after } => $"between {InstantText.At(after)} and {InstantText.At(change.By)}",
    };

    private static string Words(StatedTime? time) => time is null ? "none"
        : $"{(time.Level is { } level ? $"level {level} " : string.Empty)}from {Words(time.From)} until {Words(time.Until)}{(time.EndedAt is { } ended ? $", ended at {InstantText.At(ended)}" : string.Empty)}";

    private static string Words(Instant? instant) => instant is { } known ? InstantText.At(known) : "(not stated)";

    private string Called(TimelineChange change) => $"{KindOf(change.Kind)} {found.NameOf(change.Kind, change.Id)}";

    private static string KindOf(ValueKind kind) => kind == ValueKind.Skill ? "skill" : "certification";
}
