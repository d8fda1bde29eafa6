using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Benchmarks.Runs;

/// <summary>Writes whose outcome had not been known, by how they were settled.</summary>
/// <param name="Applied">Found applied.</param>
/// <param name="NotApplied">Found not applied.</param>
/// <param name="InPart">Found applied in part.</param>
/// <param name="Unsettled">Not settled.</param>
internal sealed record SettledDoubts(long Applied, long NotApplied, long InPart, long Unsettled)
{
    /// <summary>Those that are settled.</summary>
    public long Settled => Applied + NotApplied + InPart;

    /// <summary>All of them.</summary>
    public long Total => Settled + Unsettled;

    /// <summary>Reads the summary's <c>doubts</c>.</summary>
    public static SettledDoubts Read(JsonElement doubts) => new(
        doubts.GetProperty("settledApplied").GetInt64(),
        doubts.GetProperty("settledNotApplied").GetInt64(),
        doubts.GetProperty("settledInPart").GetInt64(),
        doubts.GetProperty("unsettled").GetInt64());

    /// <summary>The four, in the order of the parameters.</summary>
    public ImmutableArray<long> Each => [Applied, NotApplied, InPart, Unsettled];
}
