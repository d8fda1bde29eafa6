using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorSync.Engine.Runs;

/// <summary>Reads the run log for a command that writes nothing, while another process may write.</summary>
public static class RunLogReader
{
    /// <summary>The history as far as it is durable now; empty where there is no journal.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="UnreadablePayloadException">The journal holds what this version cannot read.</exception>
    public static async Task<RunHistory> ReadAsync(JournalStore store, CancellationToken cancellationToken)
    {
        if (!JournalHosting.JournalExists(store))
        {
            return RunHistory.Empty;
        }

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("actorsync-reader", akka => akka.WithJournalStore(store, JournalAccess.Read).WithQuietLogging());
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            var read = new TaskCompletionSource<RunHistory>(TaskCreationOptions.RunContinuationsAsynchronously);
            host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new Replay(read)));
            return await read.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Folds the stored events and stores none.</summary>
    private sealed class Replay : ReceivePersistentActor
    {
        private readonly TaskCompletionSource<RunHistory> _read;
        private RunHistory _history = RunHistory.Empty;

        public Replay(TaskCompletionSource<RunHistory> read)
        {
            _read = read;

            Recover<SnapshotOffer>(offer => _history = (RunHistory)offer.Snapshot);
            Recover<RunEvent>(stored => _history = _history.Evolve(stored));
            Recover<RecoveryCompleted>(_ => _read.TrySetResult(_history));
        }

        public override string PersistenceId => RunLog.LogId;

        protected override void OnRecoveryFailure(Exception reason, object? message = null)
        {
            var cause = reason;
            while (cause is not UnreadablePayloadException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            _read.TrySetException(cause);
        }
    }
}
