namespace ActorSync.Engine.Users.Observation;

/// <summary>A page of a listing that is to be asked for.</summary>
/// <param name="Number">From 1, counted in pages of <paramref name="Size"/>.</param>
/// <param name="Size">How many rows it has.</param>
/// <param name="IsSizeAsked">Whether the size is asked for; else it is what the target takes where none is.</param>
internal readonly record struct ListedPage(int Number, int Size, bool IsSizeAsked)
{
    /// <summary>How many rows stand before it.</summary>
    public long RowsBefore => (Number - 1L) * Size;

    /// <summary>How many rows stand before the page that follows it.</summary>
    public long RowsToItsEnd => (long)Number * Size;
}
