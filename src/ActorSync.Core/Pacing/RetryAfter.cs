using System.Buffers.Text;
using System.Globalization;
using NodaTime;

namespace ActorSync.Core.Pacing;

/// <summary>How long a 429 asks to wait.</summary>
/// <param name="Stated">The wait from the receipt of the answer, above zero and at most 24 h; null when the answer says nothing usable.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="IsCapped">Whether the answer asked for more than 24 h.</param>
public readonly record struct RetryAfter(TimeSpan? Stated, RetryAfterSource Source, bool IsCapped)
{
    /// <summary>The longest wait that is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>The first guess where nothing is stated.</summary>
    public static readonly TimeSpan ShortestGuess = TimeSpan.FromSeconds(1);

    /// <summary>The longest guess.</summary>
    public static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(60);

    private static readonly string[] DateFormats =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    /// <summary>Reads the header alone, before the body has come.</summary>
    /// <param name="header">The value of <c>Retry-After</c>, or null.</param>
    /// <param name="date">The value of the answer's <c>Date</c>, or null: a date is counted from it, unless it is ahead of what is known of the target's clock.</param>
    /// <param name="receivedAt">When the answer came, by the target's clock as far as that is known.</param>
    public static RetryAfter Read(string? header, string? date, Instant receivedAt)
    {
        var text = header?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return default(RetryAfter) with { Source = RetryAfterSource.Guess };
        }

        if (TryReadSeconds(text, out var seconds))
        {
            return FromSeconds(seconds, RetryAfterSource.Seconds);
        }

        if (TryReadDate(text, out var until))
        {
            // A date that is ahead of all that the target has said before would end the wait too soon: the longer wait serves both.
            var from = TryReadDate(date?.Trim(), out var there) && there < receivedAt ? there : receivedAt;
            return FromSeconds((until - from).TotalSeconds, RetryAfterSource.Date);
        }

        // Two headers come joined by a comma, such as the target's own and that of something in between: the longer wait serves both.
        return text.Split(',', StringSplitOptions.TrimEntries) is { Length: > 1 } several && several.All(part => TryReadSeconds(part, out _))
            ? several.Select(part => Read(part, date, receivedAt)).MaxBy(part => part.Stated)
            : default(RetryAfter) with { Source = RetryAfterSource.Guess };
    }

    /// <summary>Reads the header and, where it says nothing usable, the first number in brackets of the body's message (<c>in [42] seconds</c>).</summary>
    public static RetryAfter Read(string? header, string? date, ReadOnlySpan<byte> body, Instant receivedAt)
    {
        var fromHeader = Read(header, date, receivedAt);
        if (fromHeader.Stated is not null)
        {
            return fromHeader;
        }

        return TryReadBracketed(body, out var seconds) ? FromSeconds(seconds, RetryAfterSource.Body) : fromHeader;
    }

    /// <summary>The wait where nothing was stated: the floor, doubled by each further bare answer, at most 60 s.</summary>
    /// <param name="floor">The first wait of the row, above zero.</param>
    /// <param name="step">1 for the first bare answer in a row.</param>
    public static TimeSpan Guess(TimeSpan floor, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);

        var grown = floor * (1 << Math.Min(step - 1, 16));
        return grown < LongestGuess ? grown : LongestGuess;
    }

    private static RetryAfter FromSeconds(double seconds, RetryAfterSource source)
    {
        // A wait that is over already, or none at all, says nothing: obeying it would hammer the target.
        if (!(seconds > 0))
        {
            return default(RetryAfter) with { Source = RetryAfterSource.Guess };
        }

        return seconds > Longest.TotalSeconds
            ? new RetryAfter(Longest, source, IsCapped: true)
            : new RetryAfter(TimeSpan.FromTicks((long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond)), source, IsCapped: false);
    }

    private static bool TryReadSeconds(string text, out double seconds)
    {
        seconds = 0;

        // The parser would also take NaN and infinity by name, whatever the styles say.
        return text.Length > 0
            && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
            && !double.IsNaN(seconds);
    }

    private static bool TryReadDate(string? text, out Instant instant)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite;

        var read = DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, Utc, out var parsed);
        instant = read ? Instant.FromDateTimeOffset(parsed) : default;
        return read;
    }

    private static bool TryReadBracketed(ReadOnlySpan<byte> body, out double seconds)
    {
        while (body.IndexOf((byte)'[') is var open && open >= 0)
        {
            body = body[(open + 1)..];
            if (Utf8Parser.TryParse(body, out seconds, out var length, 'F')
                && double.IsFinite(seconds)
                && length < body.Length
                && body[length] == (byte)']')
            {
                return true;
            }
        }

        seconds = 0;
        return false;
    }
}
