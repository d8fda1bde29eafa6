using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>What makes a process the only one that may replace a target's state: the lock of the folder, and the lease of the journal where that can still give one.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Lease">The lease; null where the journal that is there is damaged.</param>
/// <param name="Owner">This process.</param>
internal sealed record RestoreRight(WriterLock Lock, LeaseHolder? Lease, WriterOwner Owner) : IAsyncDisposable
{
    private const string Command = "journal restore";

    /// <summary>Whether the right still holds.</summary>
    public bool Holds => Lease?.Holds ?? true;

    /// <summary>Takes it.</summary>
    /// <exception cref="EngineStartException">Another process writes to the target, or is frozen and keeps the folder's lock.</exception>
    public static async Task<RestoreRight> TakeAsync(
        ActorSyncOptions options, StateDirectory state, JournalStore store, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            var table = LeaseTable.Of(store, time, LeaseTerm.OfSeconds(options.Journal.LeaseSeconds));
            var writer = await EngineWriter.BeginAsync(options, state, table, Command, time, loggers, cancellationToken);
            if (writer.Lock is { } own)
            {
                return new RestoreRight(own, writer.Lease, writer.Lease.Owner);
            }

            await writer.DisposeAsync();
            throw new EngineStartException(ExitCode.Conflict, LeaseWords.Locked(WriterLock.ReadOwner(state)));
        }
        catch (JournalUnavailableException damaged) when (store is JournalStore.Sqlite && damaged is not JournalLockedException && !damaged.MayPass)
        {
            loggers.CreateLogger<RestoreRight>().LogWarning("The journal that is replaced cannot be read: {Reason}", damaged.Message);
            return TakeLock(state, time);
        }
    }

    /// <summary>Waits until nothing of a process that was frozen can arrive at the target any more: whoever comes after the restore cannot know of it.</summary>
    public async Task WaitForOthersAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (Lease?.SendsFrom is { } from && from - Instant.FromDateTimeOffset(time.GetUtcNow()) is var left && left > Duration.Zero)
        {
            await Task.Delay(left.ToTimeSpan(), time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Lease is not null)
        {
            await Lease.DisposeAsync();
        }

        Lock.Dispose();
    }

    private static RestoreRight TakeLock(StateDirectory state, TimeProvider time)
    {
        var owner = WriterProcess.Owner(Command, Instant.FromDateTimeOffset(time.GetUtcNow()));
        return WriterLock.TryTake(state, owner) switch
        {
            WriterLockResult.Taken { Lock: var taken } => new RestoreRight(taken, Lease: null, owner with { LockId = taken.Id }),
            WriterLockResult.Held other => throw new EngineStartException(ExitCode.Conflict, LeaseWords.Locked(other.By)),
            _ => throw new InvalidOperationException("Unknown result of asking for the lock."),
        };
    }
}
