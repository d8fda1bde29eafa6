using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>One change of one value of one agent.</summary>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Id">The target's id of the skill or certification.</param>
/// <param name="Before">The value before, in words that a machine reads; null where it was not held.</param>
/// <param name="After">The value after; null where it is no longer held.</param>
/// <param name="Cause">Why, or who.</param>
/// <param name="Row">The row of the source that states it, or null.</param>
/// <param name="At">When it was applied, or was seen.</param>
public sealed record AuditChange(ValueKind Kind, string Id, string? Before, string? After, ChangeCause Cause, RowRef? Row, Instant At);
