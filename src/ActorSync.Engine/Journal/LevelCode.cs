namespace ActorSync.Engine.Journal;

/// <summary>How a payload's level is marked, in the lowest bits of its first number.</summary>
internal static class LevelCode
{
    /// <summary>How many bits the mark takes: the number of decimal places, the digits stand above it.</summary>
    public const int Bits = 3;

    /// <summary>The bits of the mark.</summary>
    public const ulong Mask = 7;

    /// <summary>Instead of decimal places: the 16 bytes of the decimal follow.</summary>
    public const int Exact = 7;
}
