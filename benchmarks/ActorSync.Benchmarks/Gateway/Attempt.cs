using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ActorSync.Benchmarks.Gateway;

/// <summary>One attempt as the client's own log at the level debug tells it.</summary>
/// <param name="RequestId">The id on the wire.</param>
/// <param name="SentAt">When the send began.</param>
/// <param name="AnsweredAt">When the answer had come; of a 429, when its headers had.</param>
/// <param name="Status">The status, or null where no answer came.</param>
internal sealed record Attempt(string RequestId, DateTimeOffset SentAt, DateTimeOffset AnsweredAt, int? Status)
{
    // The names in the log are the program's, whatever this type calls its own.
    private const string AttemptEvent = "Attempt";
    private const string RequestIdField = "RequestId";
    private const string SentField = "SentAt";
    private const string AnsweredField = "AnsweredAt";
    private const string StatusField = "Status";

    /// <summary>Reads the attempts among the lines of a log.</summary>
    public static ImmutableArray<Attempt> ReadAll(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.StartsWith('{')).Select(Read).OfType<Attempt>()];

    private static Attempt? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var entry = document.RootElement;
        if (!entry.TryGetProperty("EventId", out var id) || !id.TryGetProperty("Name", out var name) || name.GetString() != AttemptEvent)
        {
            return null;
        }

        return new Attempt(
            entry.GetProperty(RequestIdField).GetRawText(),
            InstantOf(entry, SentField),
            InstantOf(entry, AnsweredField),
            entry.TryGetProperty(StatusField, out var status) && status.ValueKind == JsonValueKind.Number ? status.GetInt32() : null);
    }

    private static DateTimeOffset InstantOf(JsonElement entry, string name) =>
        DateTimeOffset.Parse(entry.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
