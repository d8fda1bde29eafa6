using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorSync.Sandbox;

/// <summary>So many requests in so many seconds; no requests means no limit.</summary>
public readonly record struct RateLimit(int Requests, int Seconds)
{
    private const int DefaultSeconds = 60;

    public static readonly RateLimit None = new(0, DefaultSeconds);

    public static readonly RateLimit Default = new(300, DefaultSeconds);

    /// <summary>How long a window is.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);

    public bool IsNone => Requests == 0;

    /// <summary>Reads <c>N[/SECONDS]</c>, where 0 means no limit and the seconds default to 60.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RateLimit limit)
    {
        limit = None;
        var parts = (text ?? string.Empty).Split('/');
        if (parts.Length > 2 || !TryCount(parts[0], out var requests))
        {
            return false;
        }

        var seconds = DefaultSeconds;
        if (parts.Length == 2 && (!TryCount(parts[1], out seconds) || seconds == 0))
        {
            return false;
        }

        limit = new RateLimit(requests, seconds);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests}/{Seconds}");

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
