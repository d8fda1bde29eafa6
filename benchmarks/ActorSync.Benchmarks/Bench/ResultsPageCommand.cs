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
        File.WriteAllText(PageOf(checkout), TextOf(checkout));
        writer.WriteLine($"written: {PageOf(checkout)}");
        return 0;
    }

    /// <summary>Where the page stands.</summary>
    public static string PageOf(Checkout checkout) => Path.Combine(checkout.Root, "benchmarks", "RESULTS.md");

    /// <summary>What the page has to say of the results that are kept.</summary>
    public static string TextOf(Checkout checkout) =>
        ResultsPage.Of(ResultFiles.ReadAll(checkout.Results), File.ReadAllText(Path.Combine(checkout.Root, "benchmarks", "limits.md")));
}
