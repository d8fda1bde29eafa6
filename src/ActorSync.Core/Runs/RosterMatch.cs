using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Which user of the target a person of the roster is. A closed family.</summary>
public abstract record RosterMatch
{
    private RosterMatch()
    {
    }

    /// <summary>Exactly one listed user.</summary>
    public sealed record Matched(UserId User) : RosterMatch;

    /// <summary>No listed user, but the ledger knows the person as a user that is no longer listed: held where it would change.</summary>
    public sealed record NotListed(UserId User) : RosterMatch;

    /// <summary>No single user: never guessed.</summary>
    /// <param name="Rule">The reason's stable kebab-case name.</param>
    /// <param name="Message">Why, and what to do.</param>
    public sealed record Unmatched(string Rule, string Message) : RosterMatch;
}
