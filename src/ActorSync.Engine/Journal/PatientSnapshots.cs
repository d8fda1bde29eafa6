using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace ActorSync.Engine.Journal;

/// <summary>The snapshot store: a snapshot that cannot be read by a fault that may pass is read again, and one that cannot be saved is left out.</summary>
/// <remarks>Open to be derived from, as <see cref="PatientJournal"/> is.</remarks>
public class PatientSnapshots : SqlSnapshotStore
{
    private readonly PatientReads _reads = new(Context.System.Scheduler, Context.GetLogger());

    /// <summary>Made by the plugin's name in the configuration.</summary>
    public PatientSnapshots(Config configuration)
        : base(configuration)
    {
    }

    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        _reads.TryAsync(_ => base.LoadAsync(persistenceId, criteria, cancellationToken));
}
