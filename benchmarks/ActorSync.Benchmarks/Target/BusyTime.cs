using System.Globalization;
using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>For how long a target was at work, by its own record of its requests.</summary>
internal static class BusyTime
{
    private const string TokenPath = "/oauth/token";

    /// <summary>Reads the lines of <c>/sandbox/requests</c>: from the first API request after an instant until the last answer; null where the record begins later than the instant.</summary>
    public static async Task<TimeSpan?> ReadAsync(Stream lines, DateTimeOffset after, CancellationToken stop)
    {
        using var reader = new StreamReader(lines);
        var (first, last) = ((DateTimeOffset?)null, after);
        var isWhole = false;
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            isWhole |= entry.GetProperty("sequence").GetInt64() == 1;
            var received = InstantOf(entry.GetProperty("receivedAt"))!.Value;
            if (received < after || entry.GetProperty("path").ValueEquals(TokenPath))
            {
                continue;
            }

            first ??= received;
            last = InstantOf(entry.GetProperty("answeredAt")) is { } answered && answered > last ? answered : last;
        }

        return isWhole ? last - (first ?? last) : null;
    }

    private static DateTimeOffset? InstantOf(JsonElement value) =>
        value.GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
