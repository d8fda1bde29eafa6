using System.Collections.Immutable;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Target;

/// <summary>Compares the target's state with the file, person by person.</summary>
/// <param name="taxonomy">The managed names.</param>
/// <param name="dialect">The API spoken.</param>
/// <param name="removal">The policy of removal.</param>
/// <param name="time">Tells what has ended: a target with dates keeps what was taken.</param>
internal sealed class Convergence(ConfiguredTaxonomy taxonomy, string dialect, string removal, TimeProvider time)
{
    private readonly ImmutableHashSet<string> _gates = [.. taxonomy.Certifications.Select(each => each.Gate).OfType<string>()];
    private readonly ImmutableHashSet<string> _skills = [.. taxonomy.Skills];
    private readonly ImmutableHashSet<string> _certifications = [.. taxonomy.Certifications.Select(each => each.Name)];

    /// <summary>The people whose user does not hold what the file states; under the policy <c>managed</c> also those who hold more.</summary>
    public int Unlike(ImmutableArray<GeneratedPerson> people, TargetState state) =>
        people.Count(person => !state.Users.TryGetValue(person.EmployeeId, out var user) || !IsAsStated(person, user));

    /// <summary>The users of whom anything differs between the two states that is unmanaged, or of which the file says nothing: where it leaves a person's certifications empty.</summary>
    public int Touched(ImmutableArray<GeneratedPerson> people, TargetState before, TargetState after)
    {
        var untold = people.Where(SaysNothing).Select(person => person.EmployeeId).ToHashSet(StringComparer.Ordinal);
        return before.Users.Values.Count(user => !IsLeft(user, after.Users[user.EmployeeId], untold.Contains(user.EmployeeId)));
    }

    private static bool SaysNothing(GeneratedPerson person) => person.Certifications.IsEmpty;

    private bool IsLeft(TargetUser before, TargetUser after, bool isUntold)
    {
        return Skills(before).SequenceEqual(Skills(after)) && Certifications(before).SequenceEqual(Certifications(after));

        IEnumerable<KeyValuePair<string, decimal>> Skills(TargetUser user) =>
            user.Skills.Where(skill => !_skills.Contains(skill.Key) && (isUntold || !_gates.Contains(skill.Key)));

        IEnumerable<KeyValuePair<string, TargetCertification>> Certifications(TargetUser user) =>
            user.Certifications.Where(each => isUntold || !_certifications.Contains(each.Key));
    }

    private bool IsAsStated(GeneratedPerson person, TargetUser user) =>
        person.Skills.All(skill => user.Skills.TryGetValue(skill.Key, out var level) && level == skill.Value)
        && person.Certifications.All(stated => IsHeld(stated, user))
        && (removal != "managed" || !HoldsMore(person, user));

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

    private bool HoldsMore(GeneratedPerson person, TargetUser user)
    {
        if (taxonomy.Skills.Any(name => user.Skills.ContainsKey(name) && !person.Skills.ContainsKey(name)))
        {
            return true;
        }

        if (SaysNothing(person))
        {
            return false;
        }

        var stated = taxonomy.Certifications.Where(declared => person.Certifications.Any(each => each.Name == declared.Name)).ToList();
        return taxonomy.Certifications.Except(stated).Any(declared => IsInForce(declared, user, stated.Select(each => each.Gate)));
    }

    // On genesys routing reads the gating skill, which may stand for another certification as well.
    private bool IsInForce(ConfiguredCertification declared, TargetUser user, IEnumerable<string?> wantedGates) => dialect == "guide"
        ? user.Certifications.TryGetValue(declared.Name, out var held) && !held.HasEndedAt(time.GetUtcNow())
        : user.Certifications.ContainsKey(declared.Name) || (declared.Gate is { } gate && user.Skills.ContainsKey(gate) && !wantedGates.Contains(gate));
}
