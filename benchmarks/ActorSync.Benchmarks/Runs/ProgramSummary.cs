using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ActorSync.Benchmarks.Runs;

/// <summary>The summary that <c>run --output json</c> prints, as far as the harness reads it.</summary>
internal sealed record ProgramSummary(
    string Status,
    long RowsRead,
    long RowsAccepted,
    long InScope,
    long Changed,
    long Unchanged,
    long NotDone,
    long Sent,
    long Reads,
    long Writes,
    long Tokens,
    long Throttled,
    long Retried,
    long Ambiguous,
    long WritesLowerBound,
    long Forecast,
    long Operations,
    TimeSpan Duration)
{
    /// <summary>The run's id; empty where there was no run to tell of.</summary>
    public string RunId { get; private init; } = string.Empty;

    /// <summary>Writes whose outcome had not been known.</summary>
    public required SettledDoubts Doubts { get; init; }

    /// <summary>What needs attention, by rule.</summary>
    public ImmutableSortedDictionary<string, int> Findings { get; private init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Rows that are neither accepted, rejected, superseded nor out of scope, and people who are counted otherwise than once; 0 where the figures add up.</summary>
    public long Unaccounted { get; private init; }

    /// <summary>Reads the object.</summary>
    /// <exception cref="HarnessException">The text is no summary.</exception>
    public static ProgramSummary Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException)
        {
            throw new HarnessException($"The program printed no summary but: {json}");
        }
    }

    /// <summary>Reads the parsed object.</summary>
    public static ProgramSummary Read(JsonElement root)
    {
        long Rows(string name) => root.GetProperty("rows").GetProperty(name).GetInt64();
        long Users(string name) => root.GetProperty("users").GetProperty(name).GetInt64();
        long Requests(string name) => root.GetProperty("requests").GetProperty(name).GetInt64();
        DateTimeOffset Instant(string name) => DateTimeOffset.Parse(root.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

        return new ProgramSummary(
            root.GetProperty("status").GetString()!,
            Rows("read"),
            Rows("accepted"),
            Users("inScope"),
            Users("changed"),
            Users("unchanged"),
            Users("failed") + Users("held") + Users("unmatched"),
            Requests("sent"),
            Requests("reads"),
            Requests("writes"),
            Requests("tokens"),
            Requests("throttled"),
            Requests("retried"),
            Requests("ambiguous"),
            Requests("writesLowerBound"),
            Requests("forecast"),
            root.GetProperty("operations").EnumerateObject().Sum(each => each.Value.GetInt64()),
            Instant("finishedAt") - Instant("startedAt"))
        {
            RunId = root.GetProperty("runId").GetString()!,
            Doubts = SettledDoubts.Read(root.GetProperty("doubts")),
            Findings = root.GetProperty("findings").EnumerateArray().CountBy(each => each.GetProperty("rule").GetString()!).ToImmutableSortedDictionary(),
            Unaccounted = Math.Abs(Rows("read") - Rows("accepted") - Rows("rejected") - Rows("superseded") - Rows("outOfScope"))
                + Math.Abs(Users("inScope") - Users("changed") - Users("unchanged") - Users("failed") - Users("held"))
                + Math.Abs(Requests("sent") - Requests("reads") - Requests("writes")),
        };
    }
}
