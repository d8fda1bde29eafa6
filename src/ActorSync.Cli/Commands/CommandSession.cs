using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Cli.Logging;
using ActorSync.Cli.Output;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using Spectre.Console;

namespace ActorSync.Cli.Commands;

/// <summary>What one command works with: its streams, logs, and configuration.</summary>
internal sealed class CommandSession : IDisposable
{
    // The report breaks its lines itself; what has no space to break at, a path perhaps, stays whole for the terminal, so that it can be copied.
    private const int NoWrap = 32_000;

    private readonly GlobalSettings _settings;
    private readonly Redactor _redactor = new();

    public CommandSession(CliEnvironment environment, GlobalSettings settings, string commandPath)
    {
        _settings = settings;
        Environment = environment;
        CommandPath = commandPath;
        var streams = environment.Streams;
        ErrorTerminal = streams.ErrorIsTerminal ? CliConsole.OnTerminal(streams.Error) : null;
        Out = streams.OutIsTerminal
            ? new ReportWriter(streams.Out, CliConsole.OnTerminal(streams.Out, NoWrap), width: CliConsole.OnTerminal(streams.Out).Profile.Width)
            : new ReportWriter(streams.Out, terminal: null);
        Error = new ReportWriter(streams.Error, ErrorTerminal, _redactor.Redact);
        Loggers = LogSetup.Create(settings.LogLevel, streams.Error, ErrorTerminal, _redactor);
    }

    /// <summary>What is around the program.</summary>
    public CliEnvironment Environment { get; }

    /// <summary>The words that name the command.</summary>
    public string CommandPath { get; }

    /// <summary>Results for people, on standard output.</summary>
    public ReportWriter Out { get; }

    /// <summary>Errors and progress for people, on standard error.</summary>
    public ReportWriter Error { get; }

    /// <summary>The terminal behind standard error, or null when there is none.</summary>
    public IAnsiConsole? ErrorTerminal { get; }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>Whether the result is JSON.</summary>
    public bool WritesJson => _settings.Output == OutputFormat.Json;

    /// <summary>Whether stack traces are shown.</summary>
    public bool Debug => _settings.LogLevel == LogLevel.Debug;

    /// <summary>The clock's instant.</summary>
    public Instant Now => Environment.Clock.GetUtcNow().ToInstant();

    /// <summary>Loads the configuration, with warnings on standard error.</summary>
    /// <param name="talksToTarget">Whether the configured target is logged in to.</param>
    /// <exception cref="CommandFailure">The configuration cannot be used.</exception>
    public ConfigurationResult.Loaded LoadConfiguration(bool talksToTarget)
    {
        var result = ReadConfiguration(talksToTarget);
        foreach (var warning in result.Warnings)
        {
            Error.Write("warning: ", Tone.Attention).Line(warning.ToString());
        }

        return result switch
        {
            ConfigurationResult.Loaded loaded => loaded,
            ConfigurationResult.Refused refused => throw Refused(refused.Errors),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    /// <summary>Loads the configuration and says nothing.</summary>
    public ConfigurationResult ReadConfiguration(bool talksToTarget)
    {
        var result = ConfigurationLoader.Load(
            _settings.Config, Environment.Variables, _settings.Set, Environment.WorkingDirectory, talksToTarget);
        if (result is ConfigurationResult.Loaded { Options: var options })
        {
            _redactor.Add(options.Target.ClientSecret?.Reveal(), options.Target.ClientId);
            _redactor.Add(options.Journal.ConnectionString?.Reveal());
        }

        return result;
    }

    /// <summary>Writes the one JSON object of the result.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write) => JsonResult.Write(Environment.Streams.Out, write);

    /// <summary>Says a line on standard error from another thread than the command's.</summary>
    public void SayBeside(string line)
    {
        if (ErrorTerminal is { } terminal)
        {
            new ReportWriter(Environment.Streams.Error, terminal).Line(line);
        }
        else
        {
            Environment.Streams.Error.Write(line + "\n"); // At once, so that no other line comes in between.
        }
    }

    /// <summary>Says on standard error, and as JSON where that was asked for, how the command failed.</summary>
    public int Fail(Exception exception)
    {
        var failure = Failure.Of(exception, Environment.Stop.IsCancellationRequested);
        if (failure.IsUnexpected || Debug)
        {
            Loggers.CreateLogger("ActorSync.Cli").LogDebug(exception, "{Command} failed.", CommandPath);
        }

        foreach (var (line, index) in failure.Lines.SelectMany(line => line.Split('\n')).Select((line, index) => (line, index)))
        {
            Error.Write(index == 0 ? "error: " : string.Empty, Tone.Bad).Line(line);
        }

        if (WritesJson)
        {
            WriteJson(writer => FailureJson.Write(writer, CommandPath, failure, Now));
        }

        return failure.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Loggers.Dispose();
        Environment.Streams.Out.Flush();
        Environment.Streams.Error.Flush();
    }

    private static CommandFailure Refused(ImmutableArray<ConfigurationProblem> errors) => new(
        ExitCode.Usage,
        string.Join('\n', errors),
        [.. errors.Select(error => new Finding(error.Place?.Text ?? string.Empty, 0, error.Key, "configuration", error.ToString(), FindingSeverity.Error))]);
}
