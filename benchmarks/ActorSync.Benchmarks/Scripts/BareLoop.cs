using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>Sends recorded requests as fast as an <see cref="HttpClient"/> can, and does nothing else: what no client of this protocol and concurrency exceeds.</summary>
/// <remarks>Reads come before writes, and the writes of one user one after the other: so the program had to send them too.</remarks>
internal sealed class BareLoop(HttpClient http, Version version, int concurrency)
{
    /// <summary>How it is called.</summary>
    public const string Help = "bare-loop     --target URL --protocol h2c|h1 --in-flight N --requests FILE   (started by bench)";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private AuthenticationHeaderValue? _token;

    /// <summary>Does what the arguments say and prints how long it took.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, TimeProvider time, CancellationToken stop)
    {
        var given = RoleArguments.Read(args, Help);
        var requests = RecordedRequests.Read(given["--requests"]);
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(given["--target"]) };
        var version = given["--protocol"] == "h2c" ? HttpVersion.Version20 : HttpVersion.Version11;
        var loop = new BareLoop(http, version, int.Parse(given["--in-flight"], CultureInfo.InvariantCulture));

        ImmutableArray<Prepared[]> reads = [.. requests.Where(request => !request.IsWrite).Select(request => new[] { Prepared.Of(request) })];
        ImmutableArray<Prepared[]> writes = [.. requests.Where(request => request.IsWrite).GroupBy(request => request.User).Select(ofUser => ofUser.Select(Prepared.Of).ToArray())];
        GC.Collect(); // What the reading left is not to be charged to the loop.
        var began = time.GetTimestamp();
        loop._token = new AuthenticationHeaderValue("Bearer", await SandboxToken.AcquireAsync(http, version, stop));
        await loop.SendAllAsync(reads, stop);
        await loop.SendAllAsync(writes, stop);
        new LoopSummary(0, time.GetElapsedTime(began).TotalSeconds).Write(writer);
        return 0;
    }

    private async Task SendAllAsync(ImmutableArray<Prepared[]> chains, CancellationToken stop)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            for (var index = Interlocked.Increment(ref next); index < chains.Length; index = Interlocked.Increment(ref next))
            {
                foreach (var request in chains[index])
                {
                    await SendAsync(request, stop);
                }
            }
        }));
    }

    private async Task SendAsync(Prepared prepared, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(prepared.Method, prepared.Path) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = _token;
        if (prepared.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HarnessException($"{prepared.Method} {prepared.Path} was answered by {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
        }

        await answer.Content.CopyToAsync(Stream.Null, stop);
    }

    private sealed record Prepared(HttpMethod Method, string Path, byte[]? Body)
    {
        public static Prepared Of(RecordedRequest request) =>
            new(new HttpMethod(request.Method), request.Path, request.Body is { } body ? Encoding.UTF8.GetBytes(body) : null);
    }
}
