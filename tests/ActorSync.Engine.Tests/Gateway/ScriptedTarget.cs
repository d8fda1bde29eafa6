using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A real web server on loopback that answers by script: the scripted answers first, one per request, then 200.</summary>
public sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _tokenScript = new();
    private int _tokens;

    private ScriptedTarget(WebApplication app) => _app = app;

    public Uri BaseUrl { get; private set; } = null!;

    public ConcurrentQueue<Received> Requests { get; } = new();

    public ConcurrentQueue<Received> TokenRequests { get; } = new();

    /// <summary>Answers whatever the script does not.</summary>
    public Func<HttpContext, Task> Otherwise { get; set; } = Answer(200, "{}");

    /// <summary>A target that speaks HTTP/1.1 or, without TLS and with as many streams on a connection as it says, HTTP/2.</summary>
    public static async Task<ScriptedTarget> StartAsync(int? httpTwoStreams = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = httpTwoStreams ?? kestrel.Limits.Http2.MaxStreamsPerConnection;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = httpTwoStreams is null ? HttpProtocols.Http1 : HttpProtocols.Http2);
        });
        var app = builder.Build();
        var target = new ScriptedTarget(app);
        app.Run(target.ServeAsync);
        await app.StartAsync();
        target.BaseUrl = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return target;
    }

    public ScriptedTarget Then(Func<HttpContext, Task> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedTarget ThenToken(Func<HttpContext, Task> answer)
    {
        _tokenScript.Enqueue(answer);
        return this;
    }

    public static Func<HttpContext, Task> Answer(int status, string body = "", string? retryAfter = null, string contentType = "application/json") =>
        context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            // Writing to the body of a 204, be it nothing, is a fault to the server, which then ends the connection under the client's next request.
            return body.Length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
        };

    /// <summary>Closes the connection without an answer, after the request has been read.</summary>
    public static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Tells that the request has come, and answers only when the client gives up.</summary>
    public static Func<HttpContext, Task> Stall(TaskCompletionSource arrived) => async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        arrived.SetResult();
        await gone.Task;
    };

    /// <summary>Tells that the request has come, and answers when the test says so.</summary>
    public static Func<HttpContext, Task> Hold(TaskCompletionSource arrived, Task release) => async context =>
    {
        arrived.SetResult();
        await release;
        await Answer(200, "{}")(context);
    };

    public static Func<HttpContext, Task> Token(string token, int expiresIn) =>
        Answer(200, $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":{{expiresIn}}}""");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var received = new Received(
            context.Request.Headers["X-Request-Id"].ToString(),
            context.Request.Method,
            context.Request.Path,
            context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync());

        if (context.Request.Path == "/oauth/token")
        {
            TokenRequests.Enqueue(received);
            var number = Interlocked.Increment(ref _tokens);
            await (_tokenScript.TryDequeue(out var scripted) ? scripted : Token($"token-{number}", 86_400))(context);
            return;
        }

        Requests.Enqueue(received);
        await (_script.TryDequeue(out var answer) ? answer : Otherwise)(context);
    }

    public sealed record Received(string RequestId, string Method, string Path, string Authorization, string Body);
}
