using System.Collections.Frozen;
using System.Net;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Genesys;
using ActorSync.Sandbox.Guide;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.Inspection;
using ActorSync.Sandbox.Limits;
using ActorSync.Sandbox.Scripts;
using ActorSync.Sandbox.Seeding;
using ActorSync.Sandbox.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorSync.Sandbox;

/// <summary>A running target on loopback; it writes nothing to the console, watches no signal, and stops when disposed.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    /// <summary>How long requests under way may still take when the sandbox stops.</summary>
    private static readonly TimeSpan MaxShutdown = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly World _world;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SandboxHost(WebApplication app, World world)
    {
        _app = app;
        _world = world;
        app.Lifetime.ApplicationStopped.Register(() => _stopped.TrySetResult());
    }

    /// <summary>Where the target speaks HTTP/1.1; the token endpoint is at the same address.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Where the target speaks HTTP/2 without TLS; null where that was not asked for.</summary>
    public Uri? H2cAddress { get; private set; }

    /// <summary>Ends when the sandbox has stopped.</summary>
    public Task Completion => _stopped.Task;

    /// <summary>Starts to listen; the seed is used only where no state file exists yet.</summary>
    /// <exception cref="ArgumentException">The options break a rule; the message has all of them.</exception>
    /// <exception cref="InvalidDataException">The seed or the state file cannot be used.</exception>
    /// <exception cref="StateInUseException">Another sandbox keeps its state in the same file.</exception>
    /// <exception cref="IOException">A port is taken, or the state file cannot be read or written.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, SandboxSeed seed, TimeProvider clock, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(clock);
        IDialect dialect = options.Dialect == SandboxDialect.Guide ? new GuideDialect() : new GenesysDialect();
        var problems = options.Problems().AddRange(UnknownPermissions(options, dialect)).AddRange(UnknownRoutes(options, dialect));
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }

        var shown = new ServerClock(clock, options.ClockOffset);
        var world = World.Open(options.Dialect, clock, options.StateFile, empty => Seeder.Fill(empty, seed, shown.Now));
        try
        {
            var app = Build(options, NewServices(options, dialect, world, shown));
            var host = new SandboxHost(app, world);
            await app.StartAsync(cancellation);
            host.FindAddresses(options);
            return host;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _world.DisposeAsync();
        _stopped.TrySetResult();
    }

    private static IEnumerable<string> UnknownPermissions(SandboxOptions options, IDialect dialect) =>
        (options.Permissions ?? []).Except(dialect.Permissions, StringComparer.Ordinal)
            .Select(name => $"'{name}' is no permission of this dialect; they are {string.Join(", ", dialect.Permissions)}.");

    private static IEnumerable<string> UnknownRoutes(SandboxOptions options, IDialect dialect)
    {
        foreach (var routes in options.RouteLimits.GroupBy(limit => limit.FindIn(dialect.Routes)?.Name))
        {
            if (routes.Key is null)
            {
                yield return $"'{routes.First().Route}' is no route of this dialect; they are {string.Join(", ", dialect.Routes.Select(route => route.Name))}.";
            }
            else if (routes.Count() > 1)
            {
                yield return $"'{routes.Key}' has more than one limit.";
            }
        }
    }

    private static SandboxServices NewServices(SandboxOptions options, IDialect dialect, World world, ServerClock shown)
    {
        var permissions = (options.Permissions ?? dialect.Permissions).ToFrozenSet(StringComparer.Ordinal);
        var windows = new WindowMaker(shown.StartSinceEpoch, options.OtherClient);
        var tokens = new TokenDesk(options, permissions, windows, shown);
        var limiter = new Limiter(options, dialect, windows);
        var faults = new FaultPlan(options.FaultSeed, options.Faults);
        var controls = new Controls(options, tokens, limiter, faults, shown);
        return new SandboxServices(
            options,
            dialect,
            world,
            tokens,
            limiter,
            faults,
            new RequestLog(),
            new RequestCounts(),
            shown,
            controls,
            new ScriptPlayer(options.Script, controls));
    }

    private static WebApplication Build(SandboxOptions options, SandboxServices services)
    {
        // The empty builder reads no environment and no files, and logs nowhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = MaxShutdown);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // The target's own limit answers in the target's own words.
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            if (options.H2cPort is { } port)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });

        var app = builder.Build();
        var pipeline = new ApiPipeline(services);
        var tokens = new TokenEndpoint(services);
        new InspectionEndpoints(services).Map(app);
        app.Map(TokenEndpoint.Path, tokens.ServeAsync);
        foreach (var route in services.Dialect.Routes)
        {
            app.MapMethods(route.Template, [route.Method], http => pipeline.ServeAsync(http, route));
        }

        app.Map("/{**path}", pipeline.RefuseUnknownAsync).WithOrder(int.MaxValue);
        return app;
    }

    private void FindAddresses(SandboxOptions options)
    {
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        BaseAddress = new Uri(addresses[0]);
        H2cAddress = options.H2cPort is null ? null : new Uri(addresses[1]);
    }
}
