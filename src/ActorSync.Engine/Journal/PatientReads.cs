using ActorSync.Core.Runs;
using Akka.Actor;
using Akka.Event;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>Reads again what could not be read by a fault that may pass.</summary>
/// <param name="scheduler">The time, and what waits.</param>
/// <param name="log">Told why a read waits.</param>
internal sealed class PatientReads(IScheduler scheduler, ILoggingAdapter log)
{
    /// <summary>Reads until it succeeds, fails for good, or has taken too long.</summary>
    /// <param name="read">Reads once; told whether it is a further try.</param>
    public async Task<T> TryAsync<T>(Func<bool, Task<T>> read)
    {
        var begun = scheduler.MonotonicClock;
        for (var failures = 0; ; failures++)
        {
            Duration? wait;
            try
            {
                return await read(failures > 0);
            }
            catch (Exception cause) when (JournalFault.Of(cause).MayPass)
            {
                wait = StoragePatience.OfReads.Wait(failures + 1, Duration.FromTimeSpan(scheduler.MonotonicClock - begun));
                if (wait is null)
                {
                    throw;
                }

                if (failures == 0)
                {
                    log.Warning(cause, "The journal cannot be read and is tried again for up to {0} s: {1}", StoragePatience.OfReads.Limit.TotalSeconds, JournalFault.Of(cause).Reason);
                }
            }

            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Advanced.ScheduleOnce(wait.Value.ToTimeSpan(), over.SetResult);
            await over.Task;
        }
    }
}
