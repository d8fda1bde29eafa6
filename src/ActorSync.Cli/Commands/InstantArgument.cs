using ActorSync.Engine.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Commands;

/// <summary>Reads an instant from the command line.</summary>
internal static class InstantArgument
{
    /// <summary>The instant; a date alone is the start of that UTC day.</summary>
    /// <exception cref="CommandFailure">It is none.</exception>
    public static Instant Read(string option, string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
        : OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant } ? instant.ToInstant()
        : throw new CommandFailure(
            ExitCode.Usage, "instant-unreadable", $"{option} {text} is no instant. Write it as 2026-03-02T12:00:00Z or 2026-03-02T13:00:00+01:00, or a date as 2026-03-02 for the start of that UTC day.");
}
