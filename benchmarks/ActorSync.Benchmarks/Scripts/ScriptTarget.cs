namespace ActorSync.Benchmarks.Scripts;

/// <summary>What a script does with one API.</summary>
internal abstract class ScriptTarget
{
    /// <summary>Reads what it needs of everybody: users and names by id.</summary>
    public abstract Task PrepareAsync(CancellationToken stop);

    /// <summary>Brings one person into line.</summary>
    public abstract Task SyncAsync(ScriptRow row, CancellationToken stop);
}
