using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>Has a process become its target's only writer, or says which one is.</summary>
internal static class WriterLeases
{
    /// <summary>Takes the lease for a process that has asked for the lock of the state folder; no holder where another process has that lock and is about to take the lease itself, or where the lease is to be watched first.</summary>
    /// <param name="table">The journal's lease.</param>
    /// <param name="writerLock">The lock of the state folder, or who has it.</param>
    /// <param name="owner">This process.</param>
    /// <param name="attemptTimeout">How long one request may be under way.</param>
    /// <param name="watched">The lease that was watched for long enough, or null.</param>
    /// <param name="term">For how long a lease holds.</param>
    /// <param name="time">The time.</param>
    /// <param name="loggers">The logs.</param>
    /// <exception cref="EngineStartException">Another process writes.</exception>
    public static (LeaseHolder? Holder, LeaseDecision Decision) TryTake(
        LeaseTable table, WriterLockResult writerLock, WriterOwner owner, TimeSpan attemptTimeout, WriterLease? watched, LeaseTerm term, TimeProvider time, ILoggerFactory loggers)
    {
        var lockId = (writerLock as WriterLockResult.Taken)?.Lock.Id;
        var asker = new LeaseAsker(owner.Host, lockId, Duration.FromTimeSpan(attemptTimeout)) { Watched = watched };
        var keeper = (writerLock as WriterLockResult.Held)?.By;
        try
        {
            var taken = LeaseHolder.TryTake(table, owner with { LockId = lockId }, asker, term, time, loggers.CreateLogger<LeaseHolder>());
            return taken.Decision is LeaseDecision.Held held ? throw new EngineStartException(ExitCode.Conflict, LeaseWords.Held(held.By)) : taken;
        }
        catch (JournalLockedException locked) when (keeper is not null)
        {
            throw new EngineStartException(
                ExitCode.Conflict,
                $"Another process writes to this target: {keeper}. It keeps the journal locked in the middle of a write, as one does that is frozen there: end it, and try again. ({locked.Message})",
                locked);
        }
    }

    /// <summary>Who writes to the target, or did last, as a reader finds it; null where nobody does or nobody knows.</summary>
    /// <param name="table">The journal's lease.</param>
    /// <param name="state">The state folder.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    public static WriterStanding? Read(LeaseTable table, StateDirectory state)
    {
        if (table.Read() is { Lease.Epoch: > 0 } read)
        {
            return WriterStanding.Of(read.Lease, read.Now, read.Lease.Owner is { } owner ? WriterProcess.IsRunning(owner, WriterLock.ReadId(state)) : null);
        }

        // A process of a version that knows of no lease has left a note beside its lock.
        return WriterLock.ReadOwner(state) is { } noted
            ? new WriterStanding(noted, HoldsUntil: null, WriterProcess.IsRunning(noted, lockId: null) == true ? WriterState.AtWork : WriterState.Gone)
            : null;
    }
}
