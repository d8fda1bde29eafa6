namespace ActorSync.Engine.Gateway;

/// <summary>Why a gate let a send not begin: when it is worth asking again.</summary>
/// <param name="LaneUntil">Until when the token holds it back; in the past where it does not.</param>
/// <param name="RouteUntil">Until when a limit of the route does; in the past where none does.</param>
internal readonly record struct ShutGate(TimeSpan LaneUntil, TimeSpan RouteUntil);
