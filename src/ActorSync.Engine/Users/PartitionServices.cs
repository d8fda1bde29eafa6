using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Users;

/// <summary>What every partition of a process shares.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="Client">The way to the gateway.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Source">The source whose ownership this process writes.</param>
/// <param name="RemovalsRestOnOwnership">Whether the removal policy is <c>owned</c>.</param>
public sealed record PartitionServices(ITargetDialect Dialect, ITargetClient Client, IClock Clock, SourceName Source, bool RemovalsRestOnOwnership)
{
    /// <summary>How long after a process was at work last a write that it left open may still not be shown by one look.</summary>
    public Duration LateFor { get; init; } = Duration.MaxValue;

    /// <summary>Who the people are that the journal numbers.</summary>
    public IPersonTable People { get; init; } = NoPeople.Instance;

    /// <summary>How many events lie between two snapshots.</summary>
    public int EventsPerSnapshot { get; init; } = UserPartition.EventsPerSnapshot;

    /// <summary>The span of the run under way.</summary>
    public SpanHolder Span { get; init; } = new();
}
