using System.Collections.Immutable;
using ActorSync.Cli.Sandboxes;
using ActorSync.Cli.Usage;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Cli.Commands;

/// <summary>Serves an embedded target until it is asked to stop.</summary>
internal sealed class SandboxCommand(CliEnvironment environment) : ActorSyncCommand<SandboxSettings>(environment, "sandbox")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, SandboxSettings settings, CancellationToken stop)
    {
        var loaded = session.LoadConfiguration(talksToTarget: false);
        var (options, dialect) = OptionsOf(session, settings, loaded.Options);
        var seed = File.Exists(options.StateFile) ? SandboxSeed.Empty : await SeedAsync(session, settings, loaded, dialect, stop);
        await using var host = await StartAsync(options, seed, session, stop);

        Announce(session, host, dialect);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await Task.WhenAny(stopped.Task, host.Completion);
        return ExitCode.Done;
    }

    private static (SandboxOptions Options, TargetDialect Dialect) OptionsOf(CommandSession session, SandboxSettings settings, ActorSyncOptions configured)
    {
        var dialect = settings.Dialect is null ? configured.Target.Dialect : Word<TargetDialect>("dialect", settings.Dialect);
        var limit = RateLimit.Default;
        if (settings.Limit is not null && !RateLimit.TryParse(settings.Limit, out limit))
        {
            throw new UsageException($"--limit is N or N/SECONDS, such as 300, 300/10 or 0 for none; not '{settings.Limit}'.", "sandbox");
        }

        var options = new SandboxOptions
        {
            Dialect = EmbeddedSandbox.DialectOf(dialect),
            Port = settings.Port ?? 0,
            H2cPort = settings.H2cPort,
            Limit = limit,
            Window = settings.Window is null ? WindowKind.Fixed : Word<WindowKind>("window", settings.Window),
            StateFile = settings.State is null ? null : Path.GetFullPath(settings.State, session.Environment.WorkingDirectory),
            Permissions = settings.Permissions?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToImmutableArray(),
            TokenLifetime = TimeSpan.FromSeconds(settings.TokenLifetime ?? 86_400),
            ClockOffset = TimeSpan.FromSeconds(settings.ClockOffset),
            VersionClashStatus = settings.VersionClash ?? 409,
            Faults = [.. settings.Fault.Select(Fault)],
            FaultSeed = settings.FaultSeed,
        };
        return (options, dialect);
    }

    private static async Task<SandboxSeed> SeedAsync(
        CommandSession session, SandboxSettings settings, ConfigurationResult.Loaded loaded, TargetDialect dialect, CancellationToken stop)
    {
        var options = loaded.Options with { Target = loaded.Options.Target with { Dialect = dialect } };
        if (settings.Seed.Length > 0)
        {
            var files = SourceFiles.Open(session.Environment, settings.Seed, session.CommandPath);
            await files.KeepStandardInputAsync(stop);
            return await SeedMaker.MakeAsync(files.Inputs, options, EmbeddedSandbox.DialectOf(dialect), session.Now, stop);
        }

        var sample = SampleFiles.People(session.Environment, loaded.Origins);
        return await SeedMaker.MakeAsync(() => [SourceInput.FromFile(sample)], options, EmbeddedSandbox.DialectOf(dialect), session.Now, stop);
    }

    private static async Task<SandboxHost> StartAsync(SandboxOptions options, SandboxSeed seed, CommandSession session, CancellationToken stop)
    {
        try
        {
            return await SandboxHost.StartAsync(options, seed, session.Environment.Clock, stop);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or IOException)
        {
            throw new CommandFailure(ExitCode.Usage, "sandbox-cannot-start", $"The sandbox cannot start: {exception.Message}");
        }
    }

    private static void Announce(CommandSession session, SandboxHost host, TargetDialect dialect)
    {
        var name = dialect.ToString().ToLowerInvariant();
        var address = host.BaseAddress.GetLeftPart(UriPartial.Authority);
        var h2c = host.H2cAddress?.GetLeftPart(UriPartial.Authority);
        if (session.WritesJson)
        {
            session.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("address", address);
                writer.WriteString("h2cAddress", h2c);
                writer.WriteString("dialect", name);
                writer.WriteEndObject();
            });
        }
        else
        {
            session.Out.Line($"listening on {address} (dialect {name}{(h2c is null ? string.Empty : $", h2c {h2c}")})");
        }

        session.Environment.Streams.Out.Flush();
    }

    private static FaultRule Fault(string text) => FaultRule.TryParse(text, out var problem) ?? throw new UsageException($"--fault: {problem}", "sandbox");

    private static T Word<T>(string option, string given)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToArray();
        return words.Contains(given, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(given, ignoreCase: true)
            : throw new UsageException($"--{option} is one of {string.Join(", ", words)}, not '{given}'. Did you mean '{Nearest.Of(given, words)}'?", "sandbox");
    }
}
