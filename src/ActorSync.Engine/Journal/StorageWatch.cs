using Akka.Actor;

namespace ActorSync.Engine.Journal;

/// <summary>Keeps what the journal announces of its storage where a display can look.</summary>
internal sealed class StorageWatch : ReceiveActor
{
    /// <summary>Listens from now on.</summary>
    public StorageWatch(StorageStanding standing)
    {
        Receive<StoragePaused>(paused => standing.Pause = paused);
        Receive<StorageResumed>(_ => standing.Pause = null);
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(StoragePaused));
        Context.System.EventStream.Subscribe(Self, typeof(StorageResumed));
    }
}
