using System.Data.Common;
using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Hosting;

/// <summary>Cuts off at the end of a run what was kept long enough.</summary>
/// <param name="options">The configuration.</param>
/// <param name="start">What the engine is made of; it writes.</param>
/// <param name="log">The run log.</param>
/// <param name="clock">The clock.</param>
internal sealed class JournalRetention(ActorSyncOptions options, EngineStart start, RunLogClient log, IClock clock)
{
    /// <summary>Cuts, where a time is set; null, or what a person has to know. Whatever was in the way, the next run does the rest.</summary>
    /// <param name="stop">Ends it on the way.</param>
    public async Task<string?> CutAsync(CancellationToken stop)
    {
        if (options.Journal.KeepDays is not { } days || start.Writer is not { } writer)
        {
            return null;
        }

        try
        {
            var retention = new Retention(
                JournalHosting.RowsOf(start.Store), start.Actors.People, JournalHosting.UpkeepOf(start.Store, writer.Lease.Epoch), start.State);
            await Task.Run(
                () => retention.ApplyAsync(Duration.FromDays(days), clock.GetCurrentInstant(), partition => SnapshotAsync(partition, stop), log.RecordAsync, stop), stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return "The command was stopped before Journal:KeepDays had cut in full, and the next run does the rest.";
        }
        catch (AuditFlawException flaw)
        {
            return $"The audit log is not as it was written, and nothing was cut by Journal:KeepDays: {flaw.Message}. `actorsync verify-audit` tells more.";
        }
        catch (Exception cause) when (IsDamage(cause))
        {
            return $"What the journal holds could not be read, and was not cut in full by Journal:KeepDays: {ReasonText.Sentence(cause.Message)} `actorsync verify-audit` tells more.";
        }
        catch (Exception cause) when (cause is EngineStartException or JournalUnavailableException or DbException or IOException or UnauthorizedAccessException)
        {
            return $"What Journal:KeepDays has kept long enough could not be cut in full, and the next run does the rest: {ReasonText.Sentence(cause.Message)}";
        }
    }

    // The run itself has ended well: its report must not be lost over what an old row holds.
    private static bool IsDamage(Exception cause) =>
        cause is UnreadablePayloadException or InvalidOperationException or JsonException or KeyNotFoundException or FormatException or ArgumentException or UnparsableValueException;

    private Task<PartitionReply.SnapshotTaken> SnapshotAsync(int partition, CancellationToken stop) =>
        EngineActors.AskAsync<PartitionReply.SnapshotTaken>(start.Actors.Partitions[partition], PartitionMessage.TakeSnapshot.Instance, stop);
}
