using ActorSync.Core.Runs;

namespace ActorSync.Core.Users;

/// <summary>A user that was decided in the run under way and waits for the guard.</summary>
/// <param name="Observed">The user as it was decided upon.</param>
/// <param name="Planned">What is to be done and noted.</param>
/// <param name="Foreseen">What the forecast counts for it.</param>
internal sealed record DecidedUser(ObservedUser Observed, PlannedUser Planned, RequestsForeseen Foreseen);
