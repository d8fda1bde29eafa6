using System.Collections.Immutable;
using ActorSync.Benchmarks.Results;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

/// <summary>Results for the rules that go by them.</summary>
internal static class SomeResult
{
    public static BenchResult Of(params ReadOnlySpan<BenchFigure> figures) => new()
    {
        At = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
        Command = "bench",
        Machine = new MachineFacts(2, "a processor", 24_000_000_000, "a system", "a runtime", "abc", 0.1),
        Figures = [.. figures],
    };

    public static BenchFigure Ratio(string id, params ImmutableArray<double> values) => new(id, "a claim", BenchFigure.Times, values);

    public static Series Series(string contestant, int people, double seconds) => new(
        "cold",
        contestant,
        ImmutableSortedDictionary<string, string>.Empty.Add("people", people.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        [
            new Measurement
            {
                People = people,
                ProcessSeconds = seconds * 2,
                RunSeconds = seconds,
                Requests = people * 2,
                Writes = people,
                CpuSeconds = seconds,
                AllocatedBytes = people * 1_000L,
                PeakResidentBytes = 100_000_000,
            },
        ]);
}
