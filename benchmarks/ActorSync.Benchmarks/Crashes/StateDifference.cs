using System.Collections.Immutable;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>The users who hold something else after a killed run than after the one that nobody disturbed, whose gifts by hand are kept.</summary>
internal static class StateDifference
{
    /// <summary>Returns the employee ids of those who differ from the run that nobody disturbed.</summary>
    /// <param name="uncrashed">The target after that run.</param>
    /// <param name="after">The target after the other.</param>
    /// <param name="now">Tells what has ended: each run takes it at an instant of its own.</param>
    /// <param name="handGiven">What was given by hand meanwhile, a skill by employee id; null for nothing.</param>
    public static ImmutableArray<string> Of(TargetState uncrashed, TargetState after, DateTimeOffset now, ImmutableDictionary<string, HandGiven>? handGiven = null) =>
    [
        .. uncrashed.Users.Keys.Union(after.Users.Keys)
            .Where(id => !IsSame(uncrashed.Users.GetValueOrDefault(id), after.Users.GetValueOrDefault(id), handGiven?.GetValueOrDefault(id), now))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsSame(TargetUser? wanted, TargetUser? user, HandGiven? given, DateTimeOffset now)
    {
        if (wanted is null || user is null)
        {
            return false;
        }

        var skills = given is null ? wanted.Skills : wanted.Skills.SetItem(given.Skill, given.Level);
        return skills.SequenceEqual(user.Skills)
            && wanted.Certifications.Keys.SequenceEqual(user.Certifications.Keys, StringComparer.Ordinal)
            && wanted.Certifications.All(each => IsSame(each.Value, user.Certifications[each.Key], now));
    }

    private static bool IsSame(TargetCertification wanted, TargetCertification held, DateTimeOffset now) =>
        wanted == held || (wanted.IssuedOn == held.IssuedOn && wanted.HasEndedAt(now) && held.HasEndedAt(now));
}
