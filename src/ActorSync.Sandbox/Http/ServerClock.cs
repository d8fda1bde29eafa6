using System.Globalization;
using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Sandbox.Http;

/// <summary>The clock that the target shows to its clients, ahead of the machine's by an offset, and a stopwatch that never goes back.</summary>
internal sealed class ServerClock(TimeProvider clock, TimeSpan startOffset)
{
    private long _offsetTicks = startOffset.Ticks;
    private readonly long _start = clock.GetTimestamp();
    private volatile DateText _lastDate = new(long.MinValue, string.Empty);

    /// <summary>How long after the Unix epoch the sandbox started, by the target's clock.</summary>
    public TimeSpan StartSinceEpoch { get; } = clock.GetUtcNow() + startOffset - DateTimeOffset.UnixEpoch;

    /// <summary>What the target takes for the current instant.</summary>
    public DateTimeOffset Shown => clock.GetUtcNow() + Offset;

    /// <summary>How far the target's clock stands ahead of the machine's.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    public Instant Now => Shown.ToInstant();

    /// <summary>The current instant as the <c>Date</c> header of an answer shows it.</summary>
    public string DateHeader
    {
        get
        {
            var now = Shown;
            var second = now.UtcTicks / TimeSpan.TicksPerSecond;
            var last = _lastDate;
            if (last.Second != second)
            {
                // Formatted once a second: at full speed that is once for many thousand answers.
                last = new DateText(second, now.ToString("R", CultureInfo.InvariantCulture));
                _lastDate = last;
            }

            return last.Text;
        }
    }

    /// <summary>What the machine takes for the current instant; the log is in it.</summary>
    public DateTimeOffset Real => clock.GetUtcNow();

    /// <summary>The time since the sandbox started.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public TimeProvider Provider => clock;

    private sealed record DateText(long Second, string Text);
}
