using ActorSync.Engine.Journal;
using Akka.Configuration;
using Akka.Persistence;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The snapshot store of a process that may die.</summary>
public sealed class MortalSnapshots(Config configuration) : PatientSnapshots(configuration)
{
    private readonly MortalProcess _process = MortalSetup.Of(Context.System);

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) =>
        _process.DoAsync(ProcessStep.BeforeSnapshot, ProcessStep.AfterSnapshot, "state", async () =>
        {
            await base.SaveAsync(metadata, snapshot, cancellationToken);
            return true;
        });
}
