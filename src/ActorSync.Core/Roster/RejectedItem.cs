namespace ActorSync.Core.Roster;

/// <summary>An item that was not accepted, and what it means for the rest of its list.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="Column">The column at fault.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Raw">The raw text.</param>
/// <param name="Meant">The declared name that it means, or null where that is not known.</param>
internal sealed record RejectedItem<TName>(RowRef Row, string Column, CellProblem Problem, string Raw, TName? Meant)
    where TName : struct;
