using ActorSync.Cli.Commands;
using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Cli.Sandboxes;

/// <summary>The target that <c>--sandbox</c> starts inside the command, with its state beside the journal.</summary>
internal static class EmbeddedSandbox
{
    private const string PublicCredential = "sandbox";
    private const string StateFile = "sandbox.state";

    /// <summary>Starts the sandbox; it is seeded once, from the files where some are given, else from the shipped sample.</summary>
    public static async Task<(SandboxHost Host, ActorSyncOptions Options)> StartAsync(
        CommandSession session, ConfigurationResult.Loaded loaded, SourceFiles? sources, bool reset, CancellationToken stop)
    {
        var options = loaded.Options;
        var dialect = DialectOf(options.Target.Dialect);
        var folder = options.State.FolderOf(TargetIdentity.Sandbox(options.Target.Dialect));
        var directory = new StateDirectory(folder);
        directory.CheckUsable(writes: true); // A sandbox keeps its state even for a command that only reads.
        if (reset)
        {
            Reset(folder, options, session);
        }

        var state = Path.Combine(folder, StateFile);
        var seed = File.Exists(state) ? SandboxSeed.Empty : await SeedAsync(session, loaded, sources, dialect, stop);
        try
        {
            CreateFolder(folder);
            var host = await SandboxHost.StartAsync(
                new SandboxOptions { Dialect = dialect, Limit = RateLimit.None, StateFile = state }, seed, session.Environment.Clock, stop);
            return (host, PointAt(host, loaded));
        }
        catch (StateInUseException exception)
        {
            throw new CommandFailure(ExitCode.Conflict, "sandbox-in-use", $"{exception.Message} Wait for the other command to end.");
        }
        catch (InvalidDataException exception) when (File.Exists(state))
        {
            throw new CommandFailure(ExitCode.Usage, "sandbox-state-unusable", $"The sandbox cannot go on: {exception.Message} Begin anew with --sandbox-reset.");
        }
        catch (InvalidDataException exception)
        {
            throw new CommandFailure(ExitCode.Usage, "sandbox-cannot-start", $"The sandbox cannot start: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw directory.Unusable(exception.GetBaseException());
        }
    }

    /// <summary>The dialect by the sandbox's name for it.</summary>
    public static SandboxDialect DialectOf(TargetDialect dialect) => dialect switch
    {
        TargetDialect.Guide => SandboxDialect.Guide,
        TargetDialect.Genesys => SandboxDialect.Genesys,
        _ => throw new InvalidOperationException($"The sandbox does not serve {dialect}."),
    };

    private static async Task<SandboxSeed> SeedAsync(
        CommandSession session, ConfigurationResult.Loaded loaded, SourceFiles? sources, SandboxDialect dialect, CancellationToken stop)
    {
        if (sources is not null)
        {
            await sources.KeepStandardInputAsync(stop);
        }

        var sample = sources is null ? SampleFiles.People(session.Environment, loaded.Origins) : null;
        return await SeedMaker.MakeAsync(
            () => sources?.Inputs() ?? [SourceInput.FromFile(sample!)], loaded.Options, dialect, session.Now, stop);
    }

    // Local pace stays off unless somebody wants it; there is no rate limit to respect.
    private static ActorSyncOptions PointAt(SandboxHost host, ConfigurationResult.Loaded loaded)
    {
        var options = loaded.Options;
        return options with
        {
            Target = options.Target with
            {
                Region = null,
                BaseUrl = host.BaseAddress,
                LoginUrl = host.BaseAddress,
                ClientId = PublicCredential,
                ClientSecret = new Secret(PublicCredential),
                ClientSecretFile = null,
                RequestsPerMinute = loaded.Origins.IsGiven("Target:RequestsPerMinute") ? options.Target.RequestsPerMinute : 0,
            },
        };
    }

    // The journal knows who owns what on the target that is forgotten, so it goes too; nobody may be writing meanwhile.
    private static void Reset(string folder, ActorSyncOptions options, CommandSession session)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        switch (WriterLock.TryTake(new StateDirectory(folder), WriterProcess.Owner(session.CommandPath, session.Now)))
        {
            case WriterLockResult.Held held:
                throw new CommandFailure(ExitCode.Conflict, "sandbox-in-use", $"The sandbox cannot be reset: {held.By?.ToString() ?? "another process"} is using it. Wait for it to end.");
            case WriterLockResult.Taken taken:
                taken.Lock.Dispose();
                if (WriterOf(options, session) is { State: WriterState.AtWork } writer)
                {
                    throw new CommandFailure(ExitCode.Conflict, "sandbox-in-use", $"The sandbox cannot be reset. {writer} Wait for it to end.");
                }

                Directory.Delete(folder, recursive: true);
                break;
        }
    }

    // A process that has taken over from a frozen one writes without the lock. A journal that cannot be read is what a reset is for, and nobody writes it.
    private static WriterStanding? WriterOf(ActorSyncOptions options, CommandSession session)
    {
        try
        {
            return SyncEngine.ReadWriter(options, TargetIdentity.Sandbox(options.Target.Dialect), session.Environment.Clock);
        }
        catch (EngineStartException)
        {
            return null;
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
