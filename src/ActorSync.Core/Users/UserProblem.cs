namespace ActorSync.Core.Users;

/// <summary>Something that kept an operation of one user from being done.</summary>
/// <param name="Rule">The rule's kebab-case name, e.g. <c>write-refused</c>.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record UserProblem(string Rule, string Message)
{
    private const string ForbiddenRule = "user-forbidden";

    /// <summary>What the target said where it does not let the client at this user; else null.</summary>
    public string? Refusal { get; private init; }

    /// <summary>The target does not let the client at this user, whatever it lets it do to others.</summary>
    public static UserProblem Forbidden(string reason) => new(
        ForbiddenRule,
        $"The target does not let this client at this user: {reason}. Nothing more was done about it; check the user's division (a restored user comes back in the home division), and that the client's roles include it.")
    {
        Refusal = reason,
    };
}
