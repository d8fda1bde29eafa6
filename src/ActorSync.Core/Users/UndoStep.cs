namespace ActorSync.Core.Users;

/// <summary>What would take back one value of a run, and why it is not done, or null where it is.</summary>
/// <param name="Unit">What it is part of: a certification and its gate are taken back together or not at all.</param>
/// <param name="Inverse">The operation from what the run wrote to what was there before.</param>
/// <param name="WhyNot">Why it is left.</param>
internal sealed record UndoStep(string Unit, Operation Inverse, UserProblem? WhyNot)
{
    /// <summary>What the run did to the value last.</summary>
    public required Operation Undone { get; init; }

    /// <summary>Whether the target cannot take away what the run gave, so that the inverse ends it only.</summary>
    public bool EndsOnly { get; init; }
}
