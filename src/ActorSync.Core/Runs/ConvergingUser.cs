using ActorSync.Core.Pacing;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>A user with operations to write.</summary>
/// <param name="User">The user.</param>
/// <param name="Urgency">The urgency of the most urgent operation.</param>
internal readonly record struct ConvergingUser(UserId User, Urgency Urgency);
