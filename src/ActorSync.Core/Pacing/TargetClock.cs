using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Pacing;

/// <summary>How far the target's clock stands ahead of the own one, as the dates of its recent answers show.</summary>
/// <remarks>
/// A date has whole seconds: the target stamped it within the second that begins there, and between the sending and the receipt.
/// Each answer so bounds the offset from both sides, and several bound it more closely than any one.
/// </remarks>
public sealed record TargetClock
{
    /// <summary>How many recent seconds are remembered.</summary>
    public const int Samples = 16;

    /// <summary>A date farther off than this is a placeholder: a century.</summary>
    public static readonly Duration MostOffset = Duration.FromDays(36_525);

    private static readonly Duration Resolution = Duration.FromSeconds(1);

    private ImmutableArray<Sample> _samples = [];

    private TargetClock()
    {
    }

    /// <summary>Nothing has been seen yet.</summary>
    public static TargetClock Unknown { get; } = new();

    /// <summary>How far the target's clock is ahead, negative where it is behind; null while nothing was seen.</summary>
    public Duration? Offset { get; private init; }

    /// <summary>The target's clock at an instant of the own one.</summary>
    public Instant There(Instant here) => here + (Offset ?? Duration.Zero);

    /// <summary>What is known after an answer.</summary>
    /// <param name="date">The answer's date, by the target's clock.</param>
    /// <param name="sentAt">When the request was sent, by the own clock.</param>
    /// <param name="receivedAt">When the answer came, by the own clock.</param>
    public TargetClock Saw(Instant date, Instant sentAt, Instant receivedAt)
    {
        if (date - receivedAt > MostOffset || receivedAt - date > MostOffset)
        {
            return this;
        }

        var seen = new Sample(date, date - receivedAt, date + Resolution - sentAt);
        var isSameSecond = _samples is [.., var last] && last.Date == date;
        if (!isSameSecond)
        {
            return With(_samples.Length < Samples ? _samples.Add(seen) : _samples.RemoveAt(0).Add(seen));
        }

        var closer = _samples[^1].And(seen);
        return closer == _samples[^1] ? this : With(_samples.SetItem(_samples.Length - 1, closer));
    }

    private TargetClock With(ImmutableArray<Sample> samples) => this with { Offset = OffsetOf(samples), _samples = samples };

    private static Duration OffsetOf(ImmutableArray<Sample> samples)
    {
        var least = samples.Max(sample => sample.Least);
        var most = samples.Min(sample => sample.Most);
        if (least <= most)
        {
            return Middle(least, most);
        }

        // A clock was set, or the target stamps its answers with a date that it keeps for a while: no offset fits them all.
        var middles = samples.Select(sample => Middle(sample.Least, sample.Most)).Order().ToArray();
        return middles[middles.Length / 2];
    }

    private static Duration Middle(Duration least, Duration most) => least + ((most - least) / 2);

    /// <summary>What one second's answers say.</summary>
    private readonly record struct Sample(Instant Date, Duration Least, Duration Most)
    {
        /// <summary>Both; where the two cannot both be, the newer one.</summary>
        public Sample And(Sample newer)
        {
            var both = new Sample(Date, Duration.Max(Least, newer.Least), Duration.Min(Most, newer.Most));
            return both.Least <= both.Most ? both : newer;
        }
    }
}
