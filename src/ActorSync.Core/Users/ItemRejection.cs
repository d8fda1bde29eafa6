using ActorSync.Core.Roster;

namespace ActorSync.Core.Users;

/// <summary>A stated value that was found impossible only after the target had been read.</summary>
/// <param name="Row">Where it was stated.</param>
/// <param name="Origin">Whether it counts under items or under rows.</param>
/// <param name="Column">The column meant: <c>skills</c> or <c>certifications</c>.</param>
/// <param name="Rule">The rule's kebab-case name.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ItemRejection(RowRef Row, ItemOrigin Origin, string Column, string Rule, string Message);
