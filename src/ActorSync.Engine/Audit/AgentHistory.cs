using ActorSync.Core.Audit;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Audit;

/// <summary>The history of one user of the target.</summary>
/// <param name="User">The user.</param>
/// <param name="Timeline">What the user held, and why.</param>
public sealed record AgentHistory(UserId User, AgentTimeline Timeline);
