using ActorSync.Cli.Sandboxes;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Cli.Commands;

/// <summary>Serves an embedded target until it is asked to stop.</summary>
internal sealed class SandboxCommand(CliEnvironment environment) : ActorSyncCommand<SandboxSettings>(environment, "sandbox")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, SandboxSettings settings, CancellationToken stop)
    {
        var loaded = session.LoadConfiguration(talksToTarget: false);
        var dialect = settings.Dialect is null ? loaded.Options.Target.Dialect : ServedOptions.Word<TargetDialect>("dialect", settings.Dialect);
        var options = ServedOptions.Of(settings, dialect, session.Environment.WorkingDirectory);
        ServedState.Check(options.StateFile);
        var seed = File.Exists(options.StateFile) ? SandboxSeed.Empty : await SeedAsync(session, settings, loaded, dialect, stop);
        await using var host = await StartAsync(options, seed, session, stop);

        Announce(session, host, dialect);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await Task.WhenAny(stopped.Task, host.Completion);
        return ExitCode.Done;
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
        catch (Exception exception) when (options.StateFile is { } file && ServedState.FailureOf(exception, file) is { } failure)
        {
            throw failure;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or IOException)
        {
            throw new CommandFailure(ExitCode.Usage, "sandbox-cannot-start", $"The sandbox cannot start: {Message(exception)}");
        }
    }

    // What a person typed is an option, and no parameter of a method.
    private static string Message(Exception exception) => exception is ArgumentException { ParamName: { } parameter }
        ? exception.Message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal)
        : exception.Message;

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
}
