using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>Tells of each pause once at its begin and once at its end, and again where it grew.</summary>
internal sealed class PauseAnnouncer(IGatewayPort port)
{
    /// <summary>A pause that has grown by less than this since it was announced is not announced again: answers that were under way together differ by milliseconds.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, (TimeSpan Until, TimeSpan AnnouncedUntil, PauseBegan Announced)> _pauses = new(StringComparer.Ordinal);

    /// <summary>The pauses that hold, as announced.</summary>
    public ImmutableArray<PauseBegan> Current => [.. _pauses.Values.Select(pause => pause.Announced)];

    /// <summary>When the first of them ends, or null.</summary>
    public TimeSpan? NextEnd => _pauses.Count == 0 ? null : _pauses.Values.Min(pause => pause.Until);

    /// <summary>The first announced pause that ends at a time or later; null where there is none.</summary>
    public PauseBegan? FirstFrom(TimeSpan time)
    {
        var later = _pauses.Values.Where(pause => pause.Until >= time).ToList();
        return later.Count == 0 ? null : later.MinBy(pause => pause.Until).Announced;
    }

    /// <summary>Notes what a 429 said of a scope that is now paused until <paramref name="until"/>.</summary>
    /// <param name="scope">What is paused.</param>
    /// <param name="until">Until when.</param>
    /// <param name="reason">What the target said.</param>
    /// <param name="now">The time.</param>
    /// <param name="isRestored">Whether an earlier process was told it, which has allowed for what is not announced.</param>
    /// <returns>Whether a pause began with it, and not only grew.</returns>
    public bool Note(string scope, TimeSpan until, string reason, Moment now, bool isRestored = false)
    {
        var isKnown = _pauses.TryGetValue(scope, out var pause);
        if (isKnown && until - pause.AnnouncedUntil < Noticeable)
        {
            _pauses[scope] = pause with { Until = until > pause.Until ? until : pause.Until };
            return false;
        }

        var announced = now.At(until);
        var began = new PauseBegan(scope, announced, reason) { AtMost = isRestored ? announced : announced + Duration.FromTimeSpan(Noticeable) };
        _pauses[scope] = (until, until, began);
        port.Announce(began);
        return !isKnown;
    }

    /// <summary>Announces the ends of what is over.</summary>
    public void EndThoseOver(TimeSpan now)
    {
        if (_pauses.Count == 0)
        {
            return; // As with nearly every request.
        }

        foreach (var (scope, _) in _pauses.Where(pause => pause.Value.Until <= now).ToList())
        {
            _pauses.Remove(scope);
            port.Announce(new PauseEnded(scope));
        }
    }
}
