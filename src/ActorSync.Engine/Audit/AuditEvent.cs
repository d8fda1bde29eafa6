using System.Collections.Immutable;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit;

/// <summary>One event of a partition's journal as the audit log has it.</summary>
/// <param name="Head">The chain after it.</param>
/// <param name="Records">What it tells of, in order; often nothing.</param>
public sealed record AuditEvent(ChainHead Head, ImmutableArray<AuditRecord> Records);
