using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>What makes a process the only one that writes to its target: the lease in the journal, and the lock of the state folder where that was free.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Lock">The lock; null where another process keeps it whose lease has run out.</param>
internal sealed record EngineWriter(LeaseHolder Lease, WriterLock? Lock) : IAsyncDisposable
{
    /// <summary>How often the lock and the lease are looked at again where somebody has the one and nobody yet the other.</summary>
    private const int MostLooks = 20;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Becomes the writer.</summary>
    /// <exception cref="EngineStartException">Another process writes.</exception>
    public static async Task<EngineWriter> BeginAsync(
        ActorSyncOptions options, StateDirectory state, LeaseTable table, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var owner = WriterProcess.Owner(command, Instant.FromDateTimeOffset(time.GetUtcNow()));
        var term = LeaseTerm.OfSeconds(options.Journal.LeaseSeconds);
        var attemptTimeout = GatewaySettings.From(options.Target).AttemptTimeout;
        WriterLease? watched = null;
        for (var look = 1; ; look++)
        {
            var result = WriterLock.TryTake(state, owner);
            var own = (result as WriterLockResult.Taken)?.Lock;
            WriterLease? runOut = null;
            try
            {
                var (lease, decision) = WriterLeases.TryTake(table, result, owner, attemptTimeout, watched, term, time, loggers);
                if (lease is not null)
                {
                    return new EngineWriter(lease, own);
                }

                runOut = (decision as LeaseDecision.RunOut)?.Lease;
                own?.Dispose(); // Of a folder that the owner does not keep the lock of.
            }
            catch (JournalUnavailableException cause) when (cause.MayPass && look < MostLooks)
            {
                own?.Dispose(); // A connection from before its server was away breaks at its first use, and the next one does not.
            }
            catch
            {
                own?.Dispose();
                throw;
            }

            if (look == MostLooks)
            {
                throw new EngineStartException(ExitCode.Conflict, runOut is null ? LeaseWords.Locked((result as WriterLockResult.Held)?.By) : LeaseWords.Held(runOut));
            }

            if (runOut is not null)
            {
                loggers.CreateLogger(nameof(EngineWriter)).LogWarning(
                    "The lease on the target has run out at {ExpiredAt}, and nobody has seen its owner end: {Owner}. It is watched for {Seconds:0} s, since a process that was cut off from its journal renews it.",
                    InstantText.At(runOut.ExpiresAt),
                    runOut.Owner,
                    term.WatchFor.TotalSeconds);
                await Task.Delay(term.WatchFor.ToTimeSpan(), time, cancellationToken);
                watched = runOut;
                continue;
            }

            await Task.Delay(LookAgain, time, cancellationToken); // It begins just now, and will say who it is.
        }
    }

    /// <summary>Gives back the lease, and then the lock: the other way round somebody could find the one free and not the other.</summary>
    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        Lock?.Dispose();
    }
}
