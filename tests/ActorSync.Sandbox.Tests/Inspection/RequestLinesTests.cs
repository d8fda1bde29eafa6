using System.IO.Pipelines;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;

namespace ActorSync.Sandbox.Tests.Inspection;

public sealed class RequestLinesTests
{
    private const int Requests = 30_000;

    [Fact]
    public async Task A_long_log_is_written_block_by_block_to_the_last_line()
    {
        var start = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var log = new RequestLog();
        for (var request = 0; request < Requests; request++)
        {
            var after = TimeSpan.FromMicroseconds(request);
            var entry = log.Add(sequence => new RequestEntry(sequence, start + after, after, "GET", "/api/v2/users", string.Empty, null));
            entry.Answer(start + after + TimeSpan.FromMicroseconds(7), 200, null);
        }

        log.Add(sequence => new RequestEntry(sequence, start, TimeSpan.Zero, "PATCH", "/api/v2/users", string.Empty, null)).Strike(FaultKind.Stall);

        using var written = new MemoryStream();
        await RequestLines.WriteAsync(PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true)), log, 5, TestContext.Current.CancellationToken);

        written.Position = 0;
        using var reader = new StreamReader(written);
        var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Requests + 1 - 5, lines.Length);
        var first = JsonElement.Parse(lines[0]);
        Assert.Equal(
            (6, "2030-05-06T07:08:09.000005Z", "2030-05-06T07:08:09.000012Z"),
            (first.GetProperty("sequence").GetInt32(), first.GetProperty("receivedAt").GetString(), first.GetProperty("answeredAt").GetString()));
        var last = JsonElement.Parse(lines[^1]);
        Assert.Equal((Requests + 1, JsonValueKind.Null), (last.GetProperty("sequence").GetInt32(), last.GetProperty("answeredAt").ValueKind));
        Assert.Equal("""["stall"]""", last.GetProperty("faults").GetRawText());
    }
}
