using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Learns the target's clock from the dates of all its answers, on whatever thread they come.</summary>
internal sealed class TargetTime
{
    private readonly Lock _lock = new();
    private volatile TargetClock _clock = TargetClock.Unknown;

    /// <summary>What is known.</summary>
    public TargetClock Clock => _clock;

    /// <summary>Notes an answer; one without a date says nothing.</summary>
    public void Saw(HttpResponseMessage response, Moment sentAt, Moment receivedAt)
    {
        if (response.Headers.Date is not { } date)
        {
            return;
        }

        lock (_lock)
        {
            _clock = _clock.Saw(Instant.FromDateTimeOffset(date), sentAt.Instant, receivedAt.Instant);
        }
    }
}
