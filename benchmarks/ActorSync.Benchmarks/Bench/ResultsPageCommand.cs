using ActorSync.Benchmarks.Results;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Writes the page of all results that are kept.</summary>
internal static class ResultsPageCommand
{
    /// <summary>How it is called.</summary>
    public const string Help = "results-page  writes benchmarks/RESULTS.md from benchmarks/results/*.json and benchmarks/limits.md";

    /// <summary>Writes it.</summary>
    public static int Run(TextWriter writer, Checkout checkout)
    {
        var folder = Path.Combine(checkout.Root, "benchmarks");
        var page = Path.Combine(folder, "RESULTS.md");
        File.WriteAllText(page, ResultsPage.Of(ResultFiles.ReadAll(checkout.Results), File.ReadAllText(Path.Combine(folder, "limits.md"))));
        writer.WriteLine($"written: {page}");
        return 0;
    }
}
