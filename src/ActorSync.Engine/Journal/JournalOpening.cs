using ActorSync.Core.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>Waits at the start of a process until the journal's storage is there, as long as what is in the way may pass.</summary>
internal static class JournalOpening
{
    /// <summary>Prepares the journal for a writer, or tells a reader whether there is one.</summary>
    /// <returns>Whether there is a journal.</returns>
    /// <exception cref="JournalUnavailableException">It cannot be used.</exception>
    public static async Task<bool> OpenAsync(JournalStore store, JournalAccess access, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        if (store is JournalStore.Postgres)
        {
            NpgsqlConnection.ClearAllPools(); // Idle connections may be from before the server was away, and each of them would fail once.
        }

        var begun = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            Duration wait;
            try
            {
                return Open(store, access);
            }
            catch (JournalUnavailableException cause) when (cause.MayPass && WaitAfter(failures) is { } next)
            {
                wait = next;
                if (failures == 1)
                {
                    log.LogWarning("{Reason} It is tried again for up to {Seconds} s.", ReasonText.Sentence(cause.Message), StoragePatience.OfReads.Limit.TotalSeconds);
                }
            }

            await Task.Delay(wait.ToTimeSpan(), time, cancellationToken);
        }

        Duration? WaitAfter(int failures) => StoragePatience.OfReads.Wait(failures, Duration.FromTimeSpan(time.GetElapsedTime(begun)));
    }

    private static bool Open(JournalStore store, JournalAccess access)
    {
        if (access == JournalAccess.Read)
        {
            return JournalHosting.JournalExists(store);
        }

        JournalHosting.Prepare(store);
        return true;
    }
}
