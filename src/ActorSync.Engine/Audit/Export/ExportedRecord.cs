using ActorSync.Core.Audit;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Audit.Export;

/// <summary>One record of the audit log with what is known beside it.</summary>
/// <param name="Record">The record; it alone is sealed.</param>
/// <param name="Operator">The number of who was at work in the run, or null where nobody was or nobody knows.</param>
/// <param name="File">The name of the file that the row stands in, or null.</param>
/// <param name="Name">The name of the skill or certification, or null where it is not known.</param>
/// <param name="Person">Who it is; null where people are not named.</param>
/// <param name="OperatorName">The operator's name; null where people are not named, and of somebody erased.</param>
internal sealed record ExportedRecord(AuditRecord Record, int? Operator, string? File, string? Name, PersonIdentity? Person, string? OperatorName)
{
    /// <summary>The proof that the record was sealed; null where none is wanted, or its run is not sealed yet.</summary>
    public RecordProof? Proof { get; init; }
}
