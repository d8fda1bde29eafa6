namespace ActorSync.Engine.Users.Observation;

/// <summary>How small the pages of listings of one kind must be, as far as the target has refused larger ones: the next listing begins with it.</summary>
internal sealed class FoundPageSize
{
    /// <summary>The size, or null while none was refused.</summary>
    public int? Size { get; private set; }

    /// <summary>Larger pages than this were refused.</summary>
    public void Note(int size) => Size = Math.Min(Size ?? size, size);
}
