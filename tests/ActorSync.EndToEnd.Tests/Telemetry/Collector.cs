using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorSync.EndToEnd.Tests.Telemetry;

/// <summary>A collector on loopback that takes OTLP over HTTP and keeps the bodies; one that is stuck takes them and never answers.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private readonly bool _isStuck;

    private Collector(WebApplication app, bool isStuck)
    {
        _app = app;
        _isStuck = isStuck;
        app.Run(TakeAsync);
    }

    /// <summary>The variables that make a program send to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "3600000",
    };

    /// <summary>All that came for a signal. Protobuf keeps texts as they are, so a name can be looked for in it.</summary>
    public string Sent(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

    /// <summary>Waits until a text has come for a signal: a program does not wait long for its collector, and what it sends may come after it has ended.</summary>
    public async Task<string> UntilAsync(string path, string text)
    {
        while (!Sent(path).Contains(text, StringComparison.Ordinal))
        {
            await _arrivals.WaitAsync(TestContext.Current.CancellationToken);
        }

        return Sent(path);
    }

    public static async Task<Collector> StartAsync(bool isStuck = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build(), isStuck);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        _arrivals.Release();
        if (_isStuck)
        {
            await _end.Task;
        }

        context.Response.ContentType = "application/x-protobuf";
    }
}
