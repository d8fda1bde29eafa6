using ActorSync.Core.Runs;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Akka.Actor;

namespace ActorSync.Engine.Hosting;

/// <summary>Asks the run log, and has it remember what happens between the runs' own phases.</summary>
/// <param name="log">The run log.</param>
/// <param name="stateFolder">The full path of the target's state, to be named where it cannot take in more.</param>
/// <param name="lease">The lease under which it is written; null for a reader.</param>
internal sealed class RunLogClient(IActorRef log, string stateFolder, LeaseHolder? lease)
{
    /// <summary>The run history as far as it is durable.</summary>
    public Task<RunHistory> ReadAsync(CancellationToken cancellationToken) =>
        EngineActors.AskAsync<RunHistory>(log, GetRunHistory.Instance, cancellationToken);

    /// <summary>Has an event remembered; it is durable when this returns, with how many events the log has then.</summary>
    /// <exception cref="EngineStartException">It cannot be, or could not be stored.</exception>
    public async Task<long> RecordAsync(RunEvent happened)
    {
        object reply;
        try
        {
            reply = await EngineActors.AskAsync<object>(log, new RecordRunEvents([happened]), CancellationToken.None);
        }
        catch (Exception cause) when (cause is not EngineStartException)
        {
            throw await NotStoredAsync(cause);
        }

        switch (reply)
        {
            case RunEventsRefused refused:
                throw new EngineStartException(ExitCode.Failed, refused.Reason);
            case Status.Failure failure:
                throw await NotStoredAsync(failure.Cause);
            default:
                return ((RunEventsRecorded)reply).Events;
        }
    }

    /// <summary>How a command ends that could not store something: the journal refuses one that is no longer the only writer.</summary>
    public async Task<EngineStartException> NotStoredAsync(Exception cause)
    {
        await (lease?.RenewAsync() ?? Task.CompletedTask);
        return lease?.Loss is { } loss ? new EngineStartException(ExitCode.Conflict, loss.ToString(), cause) : EngineStartException.NotStored(cause, stateFolder);
    }
}
