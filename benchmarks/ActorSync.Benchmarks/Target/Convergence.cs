using System.Collections.Immutable;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Target;

/// <summary>Compares the target's state with the file, person by person.</summary>
internal sealed class Convergence(ConfiguredTaxonomy taxonomy, string dialect, string removal)
{
    private readonly ImmutableHashSet<string> _managed = [.. taxonomy.Skills, .. taxonomy.Certifications.Select(each => each.Gate).OfType<string>()];

    /// <summary>The people whose user does not hold what the file states; under the policy <c>managed</c> also those who hold more.</summary>
    public int Unlike(ImmutableArray<GeneratedPerson> people, TargetState state) =>
        people.Count(person => !state.Users.TryGetValue(person.EmployeeId, out var user) || !IsAsStated(person, user));

    /// <summary>The users of whom anything unmanaged differs between the two states.</summary>
    public int Touched(TargetState before, TargetState after) =>
        before.Users.Values.Count(user => !Unmanaged(user).SequenceEqual(Unmanaged(after.Users[user.EmployeeId])));

    private IEnumerable<KeyValuePair<string, decimal>> Unmanaged(TargetUser user) => user.Skills.Where(skill => !_managed.Contains(skill.Key));

    private bool IsAsStated(GeneratedPerson person, TargetUser user) =>
        person.Skills.All(skill => user.Skills.TryGetValue(skill.Key, out var level) && level == skill.Value)
        && person.Certifications.All(stated => IsHeld(stated, user))
        && (removal != "managed" || taxonomy.Skills.All(name => !user.Skills.ContainsKey(name) || person.Skills.ContainsKey(name)));

    private bool IsHeld(GeneratedCertification stated, TargetUser user)
    {
        if (!user.Certifications.TryGetValue(stated.Name, out var held))
        {
            return false;
        }

        if (dialect == "guide")
        {
            return held.ExpiresOn == stated.LastMillisecond && (stated.IssuedAt is null || held.IssuedOn == stated.IssuedAt);
        }

        var declared = taxonomy.Certifications.First(each => each.Name == stated.Name);
        return declared.Gate is null || (user.Skills.TryGetValue(declared.Gate, out var level) && level == declared.GateLevel);
    }
}
