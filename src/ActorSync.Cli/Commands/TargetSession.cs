using ActorSync.Cli.Sandboxes;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Sandbox;

namespace ActorSync.Cli.Commands;

/// <summary>The target that a command talks to: the configured one, or a sandbox started for it.</summary>
internal sealed class TargetSession : IAsyncDisposable
{
    private readonly SandboxHost? _sandbox;
    private readonly CommandSession _session;

    private TargetSession(CommandSession session, ConfigurationResult.Loaded loaded, ActorSyncOptions options, SandboxHost? sandbox)
    {
        _session = session;
        _sandbox = sandbox;
        Loaded = loaded;
        Options = options;
        Identity = sandbox is null ? TargetIdentity.Of(options.Target) : TargetIdentity.Sandbox(options.Target.Dialect);
    }

    /// <summary>The configuration as loaded.</summary>
    public ConfigurationResult.Loaded Loaded { get; }

    /// <summary>The configuration with the address and credentials of the target.</summary>
    public ActorSyncOptions Options { get; }

    /// <summary>Which target it is.</summary>
    public TargetIdentity Identity { get; }

    /// <summary>Loads the configuration, and starts the sandbox where one is wanted.</summary>
    /// <param name="session">The command's session.</param>
    /// <param name="settings">The command line.</param>
    /// <param name="sources">The source files that would seed a new sandbox, or null for the shipped sample.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<TargetSession> OpenAsync(CommandSession session, TargetSettings settings, SourceFiles? sources, CancellationToken stop)
    {
        var loaded = session.LoadConfiguration(talksToTarget: !settings.UsesSandbox);
        return await OpenAsync(session, settings, loaded, sources, stop);
    }

    /// <summary>Starts the sandbox where one is wanted.</summary>
    public static async Task<TargetSession> OpenAsync(
        CommandSession session, TargetSettings settings, ConfigurationResult.Loaded loaded, SourceFiles? sources, CancellationToken stop)
    {
        if (!settings.UsesSandbox)
        {
            return new TargetSession(session, loaded, loaded.Options, sandbox: null);
        }

        var (host, options) = await EmbeddedSandbox.StartAsync(session, loaded, sources, settings.SandboxReset, stop);
        return new TargetSession(session, loaded, options, host);
    }

    /// <summary>Starts the engine for this target.</summary>
    public Task<SyncEngine> StartEngineAsync(EngineMode mode, CancellationToken stop) => SyncEngine.StartAsync(
        Options, Identity, mode, _session.CommandPath, _session.Environment.Clock, _session.Loggers, stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }
}
