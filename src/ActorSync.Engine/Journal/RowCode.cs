namespace ActorSync.Engine.Journal;

/// <summary>How a payload's row of a source file is marked.</summary>
internal static class RowCode
{
    /// <summary>No row.</summary>
    public const ulong Null = 0;

    /// <summary>The row that stands before in this payload.</summary>
    public const ulong Last = 1;

    /// <summary>A row of the first file, whose distance in lines from the one before follows; the next number means the second file, and so on.</summary>
    public const ulong FirstFile = 2;
}
