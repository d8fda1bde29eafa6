using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>A web server on loopback whose login and API answer as the test says, however odd that is.</summary>
internal sealed class OddTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OddTarget(WebApplication app, Func<HttpContext, Task> login, Func<HttpContext, Task> api)
    {
        _app = app;
        app.Run(context =>
        {
            var isLogin = context.Request.Path == "/oauth/token";
            Paths.Enqueue(context.Request.Path);
            return isLogin ? login(context) : api(context);
        });
    }

    /// <summary>A token endpoint as it should be.</summary>
    public static Func<HttpContext, Task> GoodLogin => Answer(200, """{"access_token":"good","token_type":"bearer","expires_in":3600}""");

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>The variables that make the program talk to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["ACTORSYNC_Target__BaseUrl"] = Address.ToString(),
        ["ACTORSYNC_Target__ClientId"] = "sandbox",
        ["ACTORSYNC_Target__ClientSecret"] = "sandbox",
        ["ACTORSYNC_Target__RequestsPerMinute"] = "0",
    };

    /// <summary>Starts one.</summary>
    public static async Task<OddTarget> StartAsync(Func<HttpContext, Task> login, Func<HttpContext, Task> api)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var target = new OddTarget(builder.Build(), login, api);
        await target._app.StartAsync(TestContext.Current.CancellationToken);
        return target;
    }

    /// <summary>Answers with a status and a body.</summary>
    public static Func<HttpContext, Task> Answer(int status, string body, string contentType = "application/json") => context =>
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status204NoContent)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = contentType;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    };

    /// <summary>Answers with a status and a body that is said to be packed, which it is not.</summary>
    public static Func<HttpContext, Task> Unpackable(int status) => context =>
    {
        context.Response.Headers.ContentEncoding = "gzip";
        return Answer(status, "{}")(context);
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
