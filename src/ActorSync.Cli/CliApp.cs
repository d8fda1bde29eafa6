using ActorSync.Cli.Commands;
using ActorSync.Cli.Output;
using ActorSync.Cli.Telemetry;
using ActorSync.Cli.Usage;
using ActorSync.Engine.Runs;
using NodaTime.Extensions;
using Spectre.Console.Cli;

namespace ActorSync.Cli;

/// <summary>The console program: reads the command line, runs the command, and returns its exit code.</summary>
internal static class CliApp
{
    /// <summary>Runs the program once.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        int exitCode;
        await using (TelemetryExport.Start(environment))
        {
            exitCode = await DoAsync(arguments, environment);
        }

        environment.Streams.Out.Flush();
        return environment.Streams.OutFailure is { } why ? SayLost(why, exitCode, environment) : exitCode;
    }

    private static async Task<int> DoAsync(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        try
        {
            if (arguments.Count == 0)
            {
                await NewApp(environment).RunAsync(["--help"], environment.Stop);
                return ExitCode.Usage;
            }

            return await NewApp(environment).RunAsync(ArgumentScan.Check(arguments, CommandTable.Specs), environment.Stop);
        }
        catch (Exception exception)
        {
            // Nothing is swallowed: whatever it is becomes a message and an exit code.
            return Refuse(exception, arguments, environment);
        }
    }

    // What was done is done, so that its exit code stands where it says more than that all is well.
    private static int SayLost(string why, int exitCode, CliEnvironment environment)
    {
        environment.Streams.Error.WriteLine(
            $"error: The result could not be written to standard output: {why.TrimEnd('.')}. What a run did stands in its journal: `actorsync runs` shows it.");
        return exitCode == ExitCode.Done ? ExitCode.Usage : exitCode;
    }

    private static CommandApp NewApp(CliEnvironment environment)
    {
        var app = new CommandApp();
        app.Configure(configurator =>
        {
            configurator.SetApplicationName("actorsync");
            configurator.SetApplicationVersion(Version());
            configurator.UseStrictParsing();
            configurator.TrimTrailingPeriods(false);
            configurator.PropagateExceptions();
            configurator.SetHelpProvider(new HelpPages(configurator.Settings));
            configurator.ConfigureConsole(CliConsole.ForHelp(environment.Streams.Out, environment.Streams.OutIsTerminal));
            configurator.Settings.Registrar.RegisterInstance(environment);
            CommandTable.Register(configurator);
        });

        return app;
    }

    private static int Refuse(Exception exception, IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        var failure = Failure.Of(exception, environment.Stop.IsCancellationRequested);
        var error = new ReportWriter(environment.Streams.Error, environment.Streams.ErrorIsTerminal ? CliConsole.OnTerminal(environment.Streams.Error) : null);
        error.Write("error: ", Tone.Bad).Line(failure.Lines[0]);
        foreach (var line in failure.Lines.Skip(1))
        {
            error.Line(line);
        }

        if (AsksForJson(arguments))
        {
            var now = environment.Clock.GetUtcNow().ToInstant();
            var path = (exception as UsageException)?.CommandPath;
            JsonResult.Write(environment.Streams.Out, writer => FailureJson.Write(writer, path, failure, now));
        }

        return failure.ExitCode;
    }

    // The command line was not understood, so that this is as much as can be known of it.
    private static bool AsksForJson(IReadOnlyList<string> arguments) =>
        arguments.Contains("--output=json", StringComparer.OrdinalIgnoreCase)
        || Enumerable.Range(1, arguments.Count - 1).Any(
            index => arguments[index - 1] == "--output" && arguments[index].Equals("json", StringComparison.OrdinalIgnoreCase));

    private static string Version() => typeof(CliApp).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
