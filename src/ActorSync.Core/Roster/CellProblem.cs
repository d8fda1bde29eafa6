namespace ActorSync.Core.Roster;

/// <summary>Why a cell could not be read.</summary>
/// <param name="Rule">The rule's name, one of <see cref="RosterRule"/>.</param>
/// <param name="Message">What is wrong and what to do, in whole sentences.</param>
public sealed record CellProblem(string Rule, string Message);
