using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace ActorSync.Cli.Logging;

/// <summary>Sets up structured logs on standard error: lines for people by default, a JSON object a line where a level was asked for and no terminal shows them.</summary>
internal static class LogSetup
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{" + CauseEnricher.Property + ":l}{NewLine}";
    private const string TemplateWithException = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the factory that the whole program logs through; disposing of it flushes.</summary>
    public static ILoggerFactory Create(Commands.LogLevel? level, TextWriter error, IAnsiConsole? terminal, Redactor redactor)
    {
        var isJson = level is not null && terminal is null;
        ITextFormatter formatter = isJson
            ? new RenderedCompactJsonFormatter()
            : new MessageTemplateTextFormatter(level == Commands.LogLevel.Debug ? TemplateWithException : Template, CultureInfo.InvariantCulture);
        var logger = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(new LoggingLevelSwitch(LevelOf(level)))
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning) // It speaks of the host that carries the actors, which is nobody's concern.
            .Enrich.FromLogContext()
            .Enrich.With(isJson ? [] : [new CauseEnricher()])
            .WriteTo.Sink(new StandardErrorSink(new RedactingFormatter(formatter, redactor), error, terminal))
            .CreateLogger();

        return new SerilogLoggerFactory(logger, dispose: true);
    }

    private static LogEventLevel LevelOf(Commands.LogLevel? level) => level switch
    {
        null => LogEventLevel.Warning,
        Commands.LogLevel.Debug => LogEventLevel.Debug,
        Commands.LogLevel.Information => LogEventLevel.Information,
        Commands.LogLevel.Warning => LogEventLevel.Warning,
        Commands.LogLevel.Error => LogEventLevel.Error,
        _ => throw new InvalidOperationException($"Unknown level {level}."),
    };
}
