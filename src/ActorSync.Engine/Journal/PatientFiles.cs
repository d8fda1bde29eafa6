using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using Akka.Event;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>Stores files of the state that wait, as the journal beside them does, while the disk is full.</summary>
/// <param name="announcements">Where the wait is announced, as the journal announces its own.</param>
/// <param name="time">The time.</param>
/// <param name="stop">Cancelled once it is not to be waited any longer.</param>
internal sealed class PatientFiles(EventStream announcements, TimeProvider time, CancellationToken stop)
{
    private const string Reason = "the disk of the state directory is full";

    /// <summary>Stores a file.</summary>
    /// <param name="store">Does it, and may be repeated where it has failed.</param>
    /// <exception cref="IOException">It cannot be stored; of a full disk, it was waited for in vain.</exception>
    /// <exception cref="StorageGivenUpException">It is to be waited for no longer.</exception>
    public async Task StoreAsync(Action store)
    {
        ArgumentNullException.ThrowIfNull(store);

        StoragePaused? paused = null;
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            Duration wait;
            try
            {
                store();
                break;
            }
            catch (IOException full) when (StorageFault.IsFull(full) && WaitAfter(failures) is { } next)
            {
                wait = next;
            }

            if (paused is null)
            {
                paused = new StoragePaused(Reason, Instant.FromDateTimeOffset(time.GetUtcNow()));
                announcements.Publish(paused);
            }

            await WaitAsync(wait);
        }

        if (paused is { Since: var since })
        {
            announcements.Publish(new StorageResumed(since));
        }

        Duration? WaitAfter(int failures)
        {
            began = failures == 1 ? time.GetTimestamp() : began;
            return StoragePatience.OfWrites.Wait(failures, Duration.FromTimeSpan(time.GetElapsedTime(began)));
        }
    }

    private async Task WaitAsync(Duration wait)
    {
        try
        {
            await Task.Delay(wait.ToTimeSpan(), time, stop);
        }
        catch (OperationCanceledException)
        {
            throw new StorageGivenUpException(Reason, isOfStop: true);
        }
    }
}
