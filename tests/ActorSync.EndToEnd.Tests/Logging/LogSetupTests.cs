using ActorSync.Cli.Logging;
using Microsoft.Extensions.Logging;

namespace ActorSync.EndToEnd.Tests.Logging;

public sealed class LogSetupTests
{
    private static readonly IOException Failure = new("the disk\nis full", new InvalidOperationException("no block is left"));

    [Fact]
    public void A_line_for_people_says_why_in_one_line()
    {
        var line = Logged(level: null, log => log.LogError(Failure, "Partition {Number} stopped", 7));

        Assert.EndsWith(" ERR Partition 7 stopped: IOException: the disk is full (InvalidOperationException: no block is left)" + Environment.NewLine, line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_outer_exception_says_is_not_said_again_and_what_is_below_it_is()
    {
        var repeated = new AggregateException(new IOException("the disk is full: no block is left", new InvalidOperationException("no block is left", new TimeoutException("sda is gone"))));

        var line = Logged(level: null, log => log.LogError(repeated, "Partition {Number} stopped.", 7));

        Assert.EndsWith(" ERR Partition 7 stopped. IOException: the disk is full: no block is left (TimeoutException: sda is gone)" + Environment.NewLine, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_exception_ends_with_its_message()
    {
        var line = Logged(level: null, log => log.LogWarning("Partition {Number} waits", 7));

        Assert.EndsWith(" WRN Partition 7 waits" + Environment.NewLine, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_for_machines_carries_the_exception_once()
    {
        var line = Logged(Cli.Commands.LogLevel.Error, log => log.LogError(Failure, "Partition {Number} stopped", 7));

        using var json = System.Text.Json.JsonDocument.Parse(line);
        Assert.Contains("no block is left", json.RootElement.GetProperty("@x").GetString(), StringComparison.Ordinal);
        Assert.False(json.RootElement.TryGetProperty("Cause", out _));
    }

    private static string Logged(Cli.Commands.LogLevel? level, Action<ILogger> write)
    {
        using var error = new StringWriter();
        using (var factory = LogSetup.Create(level, error, terminal: null, new Redactor()))
        {
            write(factory.CreateLogger("test"));
        }

        return error.ToString();
    }
}
