using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Pacing;

/// <summary>The pauses that a restart must not forget.</summary>
/// <param name="ByScope">The latest pause of each scope.</param>
public sealed record HeldPauses(ImmutableSortedDictionary<string, HeldPause> ByScope)
{
    /// <summary>A pause with no more than this to go is not stored: the next process is not there sooner.</summary>
    public static readonly Duration Shortest = Duration.FromSeconds(1);

    /// <summary>A pause that grows by less than this is not stored again: two readings of two clocks differ by so much. Less is never announced.</summary>
    public static readonly Duration Noticeable = Duration.FromMilliseconds(500);

    /// <summary>The longest that a stored pause holds from the moment it is loaded: the clock may have been set meanwhile.</summary>
    public static readonly Duration Longest = Duration.FromTimeSpan(RetryAfter.Longest);

    /// <summary>No pause at all.</summary>
    public static HeldPauses None { get; } = new(ImmutableSortedDictionary.Create<string, HeldPause>(StringComparer.Ordinal));

    /// <summary>Whether a pause is to be stored.</summary>
    public bool Needs(HeldPause pause, Instant now)
    {
        ArgumentNullException.ThrowIfNull(pause);

        var isLong = pause.Until - now > Shortest;
        var isKnown = ByScope.TryGetValue(pause.Scope, out var held) && pause.Until - held.Until < Noticeable;
        return isLong && !isKnown;
    }

    /// <summary>The pauses with one more; of two of one scope the later wins.</summary>
    public HeldPauses Evolve(HeldPause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);

        return ByScope.TryGetValue(pause.Scope, out var held) && held.Until > pause.Until ? this : new(ByScope.SetItem(pause.Scope, pause));
    }

    /// <summary>The pauses without one that is over.</summary>
    public HeldPauses Without(string scope) => new(ByScope.Remove(scope));

    /// <summary>The pauses that hold at <paramref name="now"/>, none for longer than <see cref="Longest"/>.</summary>
    public HeldPauses At(Instant now) => new(ByScope
        .Where(pause => pause.Value.Until > now)
        .ToImmutableSortedDictionary(pause => pause.Key, pause => pause.Value with { Until = Instant.Min(pause.Value.Until, now + Longest) }, StringComparer.Ordinal));
}
