using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>One change of one value of one agent, with when it happened apart from when ActorSync knew of it.</summary>
/// <param name="KnownAt">When ActorSync knew of it.</param>
/// <param name="After">It did not happen before this instant; null where nobody knows.</param>
/// <param name="By">It had happened at this instant.</param>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Id">The target's id of the skill or certification.</param>
/// <param name="From">The value before, as <see cref="AuditValue"/> writes it; null where it was not held.</param>
/// <param name="To">The value after; null where it is no longer held.</param>
/// <param name="Origin">Who changed it.</param>
/// <param name="Cause">Why ActorSync wrote it; null where it did not.</param>
/// <param name="Run">The run that wrote it; null where none did.</param>
/// <param name="Row">The row that states it, or null.</param>
public sealed record TimelineChange(
    Instant KnownAt, Instant? After, Instant By, ValueKind Kind, string Id, string? From, string? To, TimelineOrigin Origin, OperationCause? Cause, RunId? Run, RowRef? Row);
