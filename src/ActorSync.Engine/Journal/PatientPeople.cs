using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>A table of people that waits, as the journal beside it does, while its storage takes nothing in for a while.</summary>
/// <remarks>A row is written over by itself, so that a further try does no harm whatever became of the one before.</remarks>
/// <param name="table">The table.</param>
/// <param name="time">The time.</param>
/// <param name="stop">Cancelled once it is not to be waited any longer.</param>
internal sealed class PatientPeople(IPersonTable table, TimeProvider time, CancellationToken stop) : IPersonTable
{
    private long _awaySince;

    /// <inheritdoc/>
    /// <remarks>Waits as every read does, and on the caller's thread: a partition knows its people before it does anything else. The time counts for all of them together.</remarks>
    public IReadOnlyList<PersonIdentity> Load(int partition)
    {
        for (var failures = 1; ; failures++)
        {
            (Duration Wait, string Reason) next;
            try
            {
                var people = table.Load(partition);
                Interlocked.Exchange(ref _awaySince, 0);
                return people;
            }
            catch (Exception cause) when (JournalFault.Of(cause) is { MayPass: true } fault && StoragePatience.OfReads.Wait(failures, Away()) is { } wait)
            {
                next = (wait, fault.Reason);
            }

            if (stop.WaitHandle.WaitOne(next.Wait.ToTimeSpan()))
            {
                throw new StorageGivenUpException(next.Reason, isOfStop: true);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageGivenUpException">It was waited for in vain, or is to be waited for no longer.</exception>
    public async Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people)
    {
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            try
            {
                await table.StoreAsync(partition, people);
                return;
            }
            catch (Exception cause) when (JournalFault.Of(cause) is { MayPass: true } fault)
            {
                await WaitAsync(failures, Duration.FromTimeSpan(time.GetElapsedTime(began)), fault.Reason);
            }
        }
    }

    private async Task WaitAsync(int failures, Duration waited, string reason)
    {
        if (StoragePatience.OfWrites.Wait(failures, waited) is not { } wait)
        {
            throw new StorageGivenUpException(reason, isOfStop: false);
        }

        try
        {
            await Task.Delay(wait.ToTimeSpan(), time, stop);
        }
        catch (OperationCanceledException)
        {
            throw new StorageGivenUpException(reason, isOfStop: true);
        }
    }

    private Duration Away()
    {
        var now = time.GetTimestamp();
        var since = Interlocked.CompareExchange(ref _awaySince, now, 0);
        return since == 0 ? Duration.Zero : Duration.FromTimeSpan(time.GetElapsedTime(since, now));
    }
}
