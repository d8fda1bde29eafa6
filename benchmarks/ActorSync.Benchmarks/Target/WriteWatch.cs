using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>Counts the writes that the target has done and answered, and reads its log no further than is new.</summary>
internal sealed class WriteWatch(HttpClient http)
{
    private long _readUpTo; // Everything up to this request is answered.
    private long _done; // Of those.

    /// <summary>How many there are now.</summary>
    public async Task<long> CountAsync(CancellationToken stop)
    {
        var lines = await http.GetByteArrayAsync(string.Create(CultureInfo.InvariantCulture, $"/sandbox/requests?since={_readUpTo}"), stop);
        var (beyond, allAnswered) = (0L, true);
        foreach (var line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            var isAnswered = entry.GetProperty("answeredAt").ValueKind != JsonValueKind.Null;
            var isDone = isAnswered && entry.GetProperty("applied").GetBoolean();
            allAnswered &= isAnswered;
            if (allAnswered)
            {
                _readUpTo = entry.GetProperty("sequence").GetInt64();
                _done += isDone ? 1 : 0;
            }
            else
            {
                beyond += isDone ? 1 : 0;
            }
        }

        return _done + beyond;
    }
}
