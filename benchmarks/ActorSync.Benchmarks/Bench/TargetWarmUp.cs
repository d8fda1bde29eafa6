using System.Net;
using System.Net.Http.Headers;
using ActorSync.Benchmarks.Scripts;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Has a new target compile what it runs: a real target is warm, and a cold one would be the same for everybody and hide how they differ.</summary>
/// <remarks>It reads lists and writes to a user whom nobody has, so that the state stays as it was. Counts are taken as differences.</remarks>
internal static class TargetWarmUp
{
    private const int Requests = 3_000;
    private const int Parallelism = 32;

    private static readonly TimeSpan Compiled = TimeSpan.FromMilliseconds(300);

    /// <summary>Does it on both protocols.</summary>
    public static async Task DoAsync(SandboxProcess sandbox, string dialect, CancellationToken stop)
    {
        await DoAsync(sandbox.Address, HttpVersion.Version11, dialect, stop);
        await DoAsync(sandbox.H2cAddress!, HttpVersion.Version20, dialect, stop);
        await Task.Delay(Compiled, stop); // The runtime compiles anew a moment after it has seen what runs often.
    }

    private static async Task DoAsync(string address, Version version, string dialect, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var token = new AuthenticationHeaderValue("Bearer", await SandboxToken.AcquireAsync(http, version, stop));
        var (list, write) = dialect == "guide"
            ? ("/api/v2/skills?pageSize=25", "/api/v2/users/nobody/skills")
            : ("/api/v2/routing/skills?pageSize=25", "/api/v2/users/nobody/routingskills/bulk");
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop }, async (number, cancel) =>
        {
            using var request = (number % 3) switch
            {
                0 => new HttpRequestMessage(HttpMethod.Get, list),
                1 => new HttpRequestMessage(HttpMethod.Get, "/api/v2/users?pageSize=25"),
                _ => new HttpRequestMessage(HttpMethod.Patch, write) { Content = new StringContent("[]", new MediaTypeHeaderValue("application/json")) },
            };
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.Authorization = token;
            using var answer = await http.SendAsync(request, cancel);
        });
    }
}
