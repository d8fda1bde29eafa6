using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>What the target counted since it started.</summary>
/// <param name="Api">API requests.</param>
/// <param name="Reads">GETs among them.</param>
/// <param name="Writes">All others.</param>
/// <param name="Tokens">Requests for tokens.</param>
/// <param name="Throttled">Answers by 429.</param>
/// <param name="Succeeded">Answers by 200 or 204.</param>
internal sealed record TargetCounts(long Api, long Reads, long Writes, long Tokens, long Throttled, long Succeeded)
{
    /// <summary>Reads <c>/sandbox/stats</c>.</summary>
    public static TargetCounts Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new TargetCounts(
            root.GetProperty("api").GetInt64(),
            root.GetProperty("reads").GetInt64(),
            root.GetProperty("writes").GetInt64(),
            root.GetProperty("tokens").GetInt64(),
            root.GetProperty("throttled").GetInt64(),
            root.GetProperty("byStatus").EnumerateObject().Where(each => each.Name is "200" or "204").Sum(each => each.Value.GetInt64()));
    }
}
