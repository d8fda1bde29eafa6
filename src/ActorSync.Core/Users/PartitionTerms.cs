using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What holds for a partition in every run.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="Source">The source whose ownership is written.</param>
/// <param name="RemovalsRestOnOwnership">Whether the removal policy is <c>owned</c>.</param>
/// <param name="LateFor">How long after a process was at work last a write that it left open may still not be shown by one look.</param>
public sealed record PartitionTerms(ITargetDialect Dialect, SourceName Source, bool RemovalsRestOnOwnership, Duration LateFor);
