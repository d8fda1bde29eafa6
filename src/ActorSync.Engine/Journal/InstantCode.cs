namespace ActorSync.Engine.Journal;

/// <summary>How a payload's instant is marked, in the lowest bits of its first number.</summary>
internal static class InstantCode
{
    /// <summary>How many bits the mark takes.</summary>
    public const int Bits = 2;

    /// <summary>The bits of the mark.</summary>
    public const ulong Mask = 3;

    /// <summary>Whole UTC days since 1970 stand above the mark.</summary>
    public const ulong Days = 1;

    /// <summary>Whole UTC days since 1970 stand above the mark, and the instant is that day's last millisecond.</summary>
    public const ulong DayEnds = 3;

    /// <summary>Milliseconds from the payload's base stand above the mark.</summary>
    public const ulong Milliseconds = 2;

    /// <summary>No instant. (The mark is 0, as in the next two.)</summary>
    public const ulong Null = 0;

    /// <summary>Ticks since 1970 and nanoseconds follow; the ticks become the payload's base.</summary>
    public const ulong Base = 4;

    /// <summary>Ticks from the payload's base and nanoseconds follow.</summary>
    public const ulong Exact = 8;
}
