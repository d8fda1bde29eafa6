namespace ActorSync.Engine.Journal;

/// <summary>Whether the journal's storage takes everything in, for a display that looks whenever it likes.</summary>
public sealed class StorageStanding
{
    private volatile StoragePaused? _pause;

    /// <summary>Why and since when it does not; null while it does.</summary>
    public StoragePaused? Pause
    {
        get => _pause;
        internal set => _pause = value;
    }
}
