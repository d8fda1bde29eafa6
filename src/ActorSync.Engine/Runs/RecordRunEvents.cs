using System.Collections.Immutable;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>Asks the run log to store events, all or none; it answers with <see cref="RunEventsRecorded"/> or <see cref="RunEventsRefused"/>.</summary>
public sealed record RecordRunEvents(ImmutableArray<RunEvent> Events)
{
    /// <summary>Asks for one event.</summary>
    public RecordRunEvents(RunEvent only)
        : this([only])
    {
    }
}
