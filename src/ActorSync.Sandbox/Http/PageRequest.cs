namespace ActorSync.Sandbox.Http;

/// <summary>Which page of a list is wanted, its size already capped.</summary>
internal readonly record struct PageRequest(int Size, int Number)
{
    /// <summary>The size of a page where none is asked for.</summary>
    public const int DefaultSize = 25;

    /// <summary>The first row of the page, from 0; beyond any list where the numbers are absurd.</summary>
    public int Start => (int)Math.Min(int.MaxValue, (long)Size * (Number - 1));

    /// <summary>Returns how many pages a list of this many rows has.</summary>
    public int PageCount(int total) => (int)(((long)total + Size - 1) / Size);
}
