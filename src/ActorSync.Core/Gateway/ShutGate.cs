namespace ActorSync.Core.Gateway;

/// <summary>Why a gate let a send not begin: when it is worth asking again.</summary>
/// <param name="LaneUntil">Until when the token holds it back; in the past where it does not.</param>
/// <param name="RouteUntil">Until when a limit of the route does; in the past where none does.</param>
/// <param name="Readings">How many 429s the gates had met by then; once the gateway has heard of as many, it knows all that held this send back.</param>
public readonly record struct ShutGate(TimeSpan LaneUntil, TimeSpan RouteUntil, long Readings);
