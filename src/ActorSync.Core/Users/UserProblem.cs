namespace ActorSync.Core.Users;

/// <summary>Something that kept an operation of one user from being done.</summary>
/// <param name="Rule">The rule's kebab-case name, e.g. <c>write-refused</c>.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record UserProblem(string Rule, string Message);
