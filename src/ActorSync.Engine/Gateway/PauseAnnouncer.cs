using System.Collections.Immutable;
using Akka.Event;

namespace ActorSync.Engine.Gateway;

/// <summary>Tells the event stream of each pause once at its begin and once at its end, and again where it grew.</summary>
internal sealed class PauseAnnouncer(EventStream stream, GatewayClock clock, int lanes)
{
    /// <summary>A pause that grows by less than this is not announced again: answers that were under way together differ by milliseconds.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private readonly (TimeSpan Until, PauseBegan Announced)?[] _pauses = new (TimeSpan, PauseBegan)?[lanes];

    /// <summary>The pauses that hold, as announced.</summary>
    public ImmutableArray<PauseBegan> Current => [.. _pauses.OfType<(TimeSpan Until, PauseBegan Announced)>().Select(pause => pause.Announced)];

    /// <summary>When the first of them ends, or null.</summary>
    public TimeSpan? NextEnd => _pauses.Min(pause => pause?.Until);

    /// <summary>Notes what a 429 said of a lane that is now paused until <paramref name="until"/>.</summary>
    public void Note(int lane, TimeSpan until, string reason)
    {
        var known = _pauses[lane];
        if (known is { } pause && until - pause.Until < Noticeable)
        {
            _pauses[lane] = (until > pause.Until ? until : pause.Until, pause.Announced);
            return;
        }

        var began = new PauseBegan(Permit.LabelOf(lane), clock.At(until), reason);
        _pauses[lane] = (until, began);
        stream.Publish(began);
    }

    /// <summary>Announces the ends of what is over.</summary>
    public void EndThoseOver(TimeSpan now)
    {
        for (var lane = 0; lane < _pauses.Length; lane++)
        {
            if (_pauses[lane] is { } pause && pause.Until <= now)
            {
                _pauses[lane] = null;
                stream.Publish(new PauseEnded(Permit.LabelOf(lane)));
            }
        }
    }
}
