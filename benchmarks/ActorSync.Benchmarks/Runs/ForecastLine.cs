using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What a run said on its way of how far it would go.</summary>
/// <param name="Written">The share of the people who were written, 0 to 1.</param>
/// <param name="Requests">All requests, as expected then.</param>
/// <param name="End">When the run would end, from the start of its process.</param>
internal sealed partial record ForecastLine(double Written, long Requests, TimeSpan End)
{
    /// <summary>Reads the progress lines of the phase that writes; every other line is passed over.</summary>
    public static ImmutableArray<ForecastLine> ReadAll(IEnumerable<TimedLine> lines) =>
        [.. from line in lines
            let match = Progress().Match(line.Text)
            where match.Success
            select new ForecastLine(
                (double)Count(match, "done") / Count(match, "people"),
                Count(match, "requests"),
                line.At + TimeSpan.FromHours(Count(match, "h")) + TimeSpan.FromMinutes(Count(match, "min")) + TimeSpan.FromSeconds(Count(match, "s")))];

    private static long Count(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? long.Parse(group.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Writing: (?<done>[\d,]+) of (?<people>[\d,]+) p\w+, [\d,]+ of (?<requests>[\d,]+) requests?,.*?((?<h>\d+) h ?)?((?<min>\d+) min ?)?((?<s>\d+) s)? left")]
    private static partial Regex Progress();
}
