namespace ActorSync.Core.Pacing;

/// <summary>What the budget gave away for one attempt; it comes back with the attempt's end.</summary>
/// <param name="Id">Grows with each ticket.</param>
/// <param name="Lane">The token.</param>
/// <param name="Route">The template of the route, as <see cref="Dialects.TargetRequest.Route"/> has it.</param>
public readonly record struct Ticket(long Id, int Lane, string Route);
