using System.Collections.Immutable;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>The users who hold something else after a killed run than after the one that nobody disturbed, whose gifts by hand are kept.</summary>
internal static class StateDifference
{
    /// <summary>Returns the employee ids of those who differ from the run that nobody disturbed.</summary>
    /// <param name="uncrashed">That run.</param>
    /// <param name="after">The target after the other.</param>
    /// <param name="handGiven">What was given by hand meanwhile, a skill by employee id; null for nothing.</param>
    public static ImmutableArray<string> Of(UncrashedRun uncrashed, TargetState after, ImmutableDictionary<string, HandGiven>? handGiven = null) =>
    [
        .. uncrashed.After.Users.Keys.Union(after.Users.Keys)
            .Where(id => !IsSame(uncrashed.After.Users.GetValueOrDefault(id), after.Users.GetValueOrDefault(id), handGiven?.GetValueOrDefault(id)))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsSame(TargetUser? wanted, TargetUser? user, HandGiven? given)
    {
        if (wanted is null || user is null)
        {
            return false;
        }

        var skills = given is null ? wanted.Skills : wanted.Skills.SetItem(given.Skill, given.Level);
        return skills.SequenceEqual(user.Skills) && wanted.Certifications.SequenceEqual(user.Certifications);
    }
}
