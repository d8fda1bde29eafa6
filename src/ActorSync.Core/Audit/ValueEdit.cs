namespace ActorSync.Core.Audit;

/// <summary>A value of an agent that somebody else has changed.</summary>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Id">The target's id of the skill or certification.</param>
/// <param name="Before">The value before, as <see cref="AuditValue"/> writes it; null where it was not held.</param>
/// <param name="After">The value after; null where it is no longer held.</param>
public sealed record ValueEdit(ValueKind Kind, string Id, string? Before, string? After);
