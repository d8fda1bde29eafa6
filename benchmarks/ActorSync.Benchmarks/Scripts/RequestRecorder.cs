using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>Stands between the program and the target, passes everything on, and keeps what was asked: the target's own record has no bodies.</summary>
internal sealed class RequestRecorder : IAsyncDisposable
{
    private const string TokenPath = "/oauth/token";
    private const long MostBodyBytes = 1 << 20;

    private readonly WebApplication _listener;
    private readonly HttpClient _target;
    private readonly ConcurrentQueue<RecordedRequest> _recorded = new();

    private RequestRecorder(WebApplication listener, string target)
    {
        _listener = listener;
        _target = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(target) };
    }

    /// <summary>Where it listens.</summary>
    public string Address => _listener.Urls.First();

    /// <summary>Starts it.</summary>
    public static async Task<RequestRecorder> StartAsync(string target, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MostBodyBytes);
        var recorder = new RequestRecorder(builder.Build(), target);
        recorder._listener.Urls.Add("http://127.0.0.1:0");
        recorder._listener.Run(recorder.PassAsync);
        await recorder._listener.StartAsync(stop);
        return recorder;
    }

    /// <summary>What was asked so far, requests for tokens left out, in the order of their coming.</summary>
    public ImmutableArray<RecordedRequest> Recorded => [.. _recorded];

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _target.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var path = http.Request.GetEncodedPathAndQuery();
        if (path != TokenPath)
        {
            _recorded.Enqueue(new RecordedRequest(http.Request.Method, path, RecordedRequest.UserOf(path), body.Length == 0 ? null : Encoding.UTF8.GetString(body.ToArray())));
        }

        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), path);
        request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        }

        using var answer = await _target.SendAsync(request, http.RequestAborted);
        var content = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (content.Length > 0)
        {
            http.Response.ContentLength = content.Length;
            await http.Response.Body.WriteAsync(content, http.RequestAborted);
        }
    }
}
