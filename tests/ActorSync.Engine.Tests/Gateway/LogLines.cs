using System.Collections.Concurrent;
using System.Globalization;
using ActorSync.Engine.Gateway;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Keeps every line of log with its fields.</summary>
public sealed class LogLines : ILogger<TargetGateway>
{
    public ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>What somebody should be woken for.</summary>
    public ConcurrentQueue<string> Alerts { get; } = new();

    public ConcurrentQueue<AttemptLine> Attempts { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Texts.Enqueue(formatter(state, exception) + exception);
        if (logLevel == LogLevel.Critical)
        {
            Alerts.Enqueue(formatter(state, exception));
        }

        if (eventId.Name == "Attempt" && state is IReadOnlyList<KeyValuePair<string, object?>> pairs)
        {
            var fields = pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
            Attempts.Enqueue(new AttemptLine(
                (long)fields["RequestId"]!, Time(fields["SentAt"])!.Value, Time(fields["AnsweredAt"])!.Value, (int?)fields["Status"], Time(fields["PausedUntil"]), fields));
        }
    }

    private static DateTimeOffset? Time(object? text) => text is null ? null : DateTimeOffset.Parse((string)text, CultureInfo.InvariantCulture);

    public sealed record AttemptLine(
        long RequestId, DateTimeOffset SentAt, DateTimeOffset AnsweredAt, int? Status, DateTimeOffset? PausedUntil, IReadOnlyDictionary<string, object?> Fields);
}
