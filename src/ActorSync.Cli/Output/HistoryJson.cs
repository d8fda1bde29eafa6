using System.Text.Json;
using ActorSync.Core.Audit;
using ActorSync.Engine.Audit;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Output;

/// <summary>What agents held and why, as the one JSON object.</summary>
internal static class HistoryJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, string employee, AgentHistories found, Instant? at)
    {
        writer.WriteStartObject();
        writer.WriteString("employee", employee);
        writer.WriteString("at", Text(at));
        writer.WriteString("reachesBackTo", Text(found.ReachesBackTo));
        writer.WriteStartArray("users");
        foreach (var agent in found.Agents)
        {
            writer.WriteStartObject();
            writer.WriteString("user", agent.User.Value);
            Write(writer, "held", agent.Timeline.KnownBy(at ?? Instant.MaxValue), found);
            Write(writer, at is null ? "changes" : "learntLater", at is { } late ? agent.Timeline.LearntAfter(late) : agent.Timeline.Changes, found);
            Write(writer, at is null ? "statements" : "correctedLater", at is { } then ? agent.Timeline.CorrectedAfter(then) : agent.Timeline.Statements, found);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<TimelineChange> changes, AgentHistories found)
    {
        writer.WriteStartArray(name);
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("knownAt", Text(change.KnownAt));
            writer.WriteString("after", Text(change.After));
            writer.WriteString("by", Text(change.By));
            writer.WriteString("kind", Word(change.Kind.ToString()));
            writer.WriteString("id", change.Id);
            writer.WriteString("name", found.Names.GetValueOrDefault((change.Kind, change.Id)));
            writer.WriteString("before", change.From);
            writer.WriteString("value", change.To);
            writer.WriteString("origin", Word(change.Origin.ToString()));
            writer.WriteString("cause", change.Cause is { } cause ? Word(cause.ToString()) : null);
            writer.WriteString("run", change.Run?.Value);
            writer.WriteString("operator", HistoryWords.OperatorOf(change, found));
            writer.WriteString("file", HistoryWords.FileOf(change, found));
            if (change.Row is { } row)
            {
                writer.WriteNumber("line", row.Line);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<TimelineStatement> statements, AgentHistories found)
    {
        writer.WriteStartArray(name);
        foreach (var statement in statements)
        {
            writer.WriteStartObject();
            writer.WriteString("knownAt", Text(statement.KnownAt));
            writer.WriteString("kind", Word(statement.Kind.ToString()));
            writer.WriteString("id", statement.Id);
            writer.WriteString("name", found.Names.GetValueOrDefault((statement.Kind, statement.Id)));
            Write(writer, "before", statement.Before);
            Write(writer, "now", statement.Now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, StatedTime? time)
    {
        if (time is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("from", Text(time.From));
        writer.WriteString("until", Text(time.Until));
        writer.WriteString("endedAt", Text(time.EndedAt));
        writer.WriteString("level", time.Level);
        writer.WriteEndObject();
    }

    private static string? Text(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
