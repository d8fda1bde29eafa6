using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>The events are durable, and this is the history with them.</summary>
public sealed record RunEventsRecorded(RunHistory History)
{
    /// <summary>How many events the run log has with them.</summary>
    public long Events { get; init; }
}
