using System.Net.Http.Headers;
using System.Net.Http.Json;
using ActorSync.Benchmarks.Taxonomy;
using CsvHelper;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>The script that somebody would write instead: read the file, list the users once, and for each person, 64 at a time, ask and patch.</summary>
/// <remarks>
/// It is what an able programmer writes in an afternoon: CsvHelper, an <see cref="HttpClient"/> as it comes (HTTP/1.1, a pool of connections, the
/// runtime's default settings), System.Text.Json, one map of users and one of names, and only the patches that are needed. It has no journal, no
/// retry, no limit and no guard; when it dies, it begins anew.
/// </remarks>
internal static class NaiveScript
{
    /// <summary>How it is called.</summary>
    public const string Help = "naive-script  --target URL --dialect guide|genesys --config FILE --source FILE   (started by bench)";

    private const int Parallelism = 64;

    /// <summary>Does the whole job and prints how long it took.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, TimeProvider time, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var given = RoleArguments.Read(args, Help);
        var taxonomy = ConfiguredTaxonomy.Read(given["--config"]);
        using var http = new HttpClient { BaseAddress = new Uri(given["--target"]) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SandboxToken.AcquireAsync(http, System.Net.HttpVersion.Version11, stop));
        ScriptTarget target = given["--dialect"] == "guide" ? new GuideScript(http, taxonomy, time) : new GenesysScript(http, taxonomy);
        await target.PrepareAsync(stop);

        var people = 0;
        using var reader = CsvReader.FromFile(given["--source"], new CsvReaderOptions());
        await Parallel.ForEachAsync(reader.GetRecords<ScriptRow>(), new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop }, async (row, cancel) =>
        {
            await target.SyncAsync(row, cancel);
            Interlocked.Increment(ref people);
        });

        new LoopSummary(people, time.GetElapsedTime(began).TotalSeconds).Write(writer);
        return 0;
    }

    /// <summary>Reads every page of a listing.</summary>
    public static async Task<List<T>> ListAsync<T>(HttpClient http, string path, CancellationToken stop)
    {
        var all = new List<T>();
        for (var number = 1; ; number++)
        {
            var page = await http.GetFromJsonAsync<ScriptPage<T>>($"{path}pageSize=500&pageNumber={number}", stop);
            all.AddRange(page!.Entities);
            if (number >= page.PageCount)
            {
                return all;
            }
        }
    }
}
