using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using NodaTime;

namespace ActorSync.Simulation.Invariants;

/// <summary>Says whether what a user holds at the end is what the roster says, by rules that are written apart from the engine's.</summary>
/// <param name="world">Where it happened.</param>
internal sealed class HoldingChecks(World world)
{
    /// <summary>So near to its end nobody can say whether something is over: an end is sent up to a day early, and the clock by which a run decided was another than that of its end.</summary>
    public static readonly Duration NearAnEnd = Duration.FromDays(2);

    private Story Story => world.Story;

    private bool HasGates => !Story.Dialect.Capabilities.CertificationsAreDated;

    /// <summary>What the row of a person who is here states, the user holds; and what it asks to be taken, or says is over, the user does not hold.</summary>
    public void CheckStated(Standing standing, TargetUser user)
    {
        if (standing is { IsHere: true, Person: { } person })
        {
            foreach (var stated in person.Skills.Items.GroupBy(item => item.Name))
            {
                CheckSkill(standing, person, user, stated.Key, [.. stated]);
            }

            foreach (var stated in person.Certifications.Items)
            {
                CheckCertification(standing, person, user, stated);
            }
        }
    }

    /// <summary>What nobody states any more and the policy takes, the user does not hold: what ActorSync alone gave, unless nobody can know that it gave it, or all that is managed.</summary>
    public void CheckUnstated(Standing standing, TargetUser user)
    {
        if (standing.MayBeSpared || world.Watch.Doubtful.Contains(new UserId(user.Id)) || world.Watch.EditedByHand.Contains(user.Id))
        {
            return;
        }

        if (standing.MayLoseSkills)
        {
            CheckSkillsBeyond(standing.SkillsSpokenOf(world.Clock.Now - NearAnEnd), user, standing.Person);
        }

        if (standing.MayLoseCertifications)
        {
            CheckCertificationsBeyond(standing.CertificationsSpokenOf(), user, standing.Person);
        }
    }

    private void CheckSkill(Standing standing, RosterPerson person, TargetUser user, SkillName name, ImmutableArray<StatedSkill> stated)
    {
        if (person.Skills.Untouched.Contains(name) || stated.Any(item => IsNear(item.From) || IsNear(item.Until)) || stated.LastOrDefault(item => item.HoldsAt(world.Clock.Now)) is not { Level: { } level })
        {
            return;
        }

        Look();
        var held = user.Skills.GetValueOrDefault(Story.SkillId(name.Value));
        if (level == Level.Zero)
        {
            if (held is not null && standing is { MayLose: true, MayBeSpared: false })
            {
                throw Wrong($"{user.Id} is done, and still holds {name}, of which a zero is stated");
            }
        }
        else if (held?.Level != level.Value)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{user.Id} is done, and holds {name} at {held?.Level} where {level} is stated"));
        }
    }

    private void CheckCertification(Standing standing, RosterPerson person, TargetUser user, StatedCertification stated)
    {
        if (person.Certifications.Untouched.Contains(stated.Name))
        {
            return;
        }

        if (stated.Renewal is Renewal.Lapse)
        {
            if (standing is { IsSpared: false, MayBeSpared: false })
            {
                CheckEnded(user, stated.Name, "is to lapse");
            }

            return;
        }

        if (stated.Renewal is not Renewal.None || stated.OfficialExpiry is not { } end || IsNear(end) || world.Earlier.HasRenewed(user.Employee, stated.Name, end))
        {
            return; // What a renewal comes to is the ledger's to say.
        }

        if (end <= world.Clock.Now)
        {
            CheckEnded(user, stated.Name, $"ended at {end}");
            return;
        }

        Look();
        if (!user.Certifications.TryGetValue(Story.CertificationId(stated.Name), out var held))
        {
            throw Wrong($"{user.Id} is done, and lacks the certification {stated.Name}");
        }

        if (held.ExpiresOn is { } expires && (expires > end || expires < end - NearAnEnd))
        {
            throw Wrong($"{user.Id} holds {stated.Name} until {expires}, and it ends at {end}");
        }

        if (HasGates && GateOf(stated.Name) is { } gate && user.Skills.GetValueOrDefault(Story.SkillId(gate.Name.Value))?.Level != gate.Level.Value)
        {
            throw Wrong($"{user.Id} holds {stated.Name}, and not its gate {gate.Name} at {gate.Level}");
        }
    }

    private void CheckEnded(TargetUser user, CertificationName name, string why)
    {
        Look();
        if (user.Certifications.TryGetValue(Story.CertificationId(name), out var held) && !HasEnded(held))
        {
            throw Wrong($"{user.Id} is done, and holds {name}, which {why}, until {held.ExpiresOn}");
        }

        if (HasGates && GateOf(name) is { } gate && user.Skills.ContainsKey(Story.SkillId(gate.Name.Value)))
        {
            throw Wrong($"{user.Id} is done, and holds the gate {gate.Name} of {name}, which {why}");
        }
    }

    private void CheckSkillsBeyond(ImmutableHashSet<string> spokenOf, TargetUser user, RosterPerson? person)
    {
        foreach (var (skill, held) in user.Skills)
        {
            if (!spokenOf.Contains(skill) && !Story.IsGate(Story.Names.Skills[skill]) && MustGo(skill, held, person))
            {
                throw Wrong($"{user.Id} still holds {skill}, which {held.Owner} gave and nobody states");
            }
        }
    }

    private void CheckCertificationsBeyond(ImmutableHashSet<string> spokenOf, TargetUser user, RosterPerson? person)
    {
        foreach (var (certification, held) in user.Certifications)
        {
            if (!spokenOf.Contains(certification) && MustGo(certification, held, person) && !HasEnded(held))
            {
                throw Wrong($"{user.Id} still holds {certification} until {held.ExpiresOn}, which {held.Owner} gave and nobody states");
            }
        }

        foreach (var declared in Story.Options.Taxonomy.Certifications.Where(each => HasGates && each.Managed))
        {
            Look();
            var certification = Story.CertificationId(declared.Name);
            if (GateOf(declared.Name) is { } gate && !spokenOf.Contains(certification) && !user.Certifications.ContainsKey(certification)
                && user.Skills.GetValueOrDefault(Story.SkillId(gate.Name.Value)) is { Owner: ValueOwner.ActorSync })
            {
                throw Wrong($"{user.Id} still holds the gate {gate.Name} of {declared.Name}, which has gone");
            }
        }
    }

    // Under "managed" whoever gave it; of somebody without a row only what ActorSync gave shows that the source ever stated them.
    private bool MustGo(string id, HeldValue held, RosterPerson? person)
    {
        Look();
        return held.Owner == ValueOwner.ActorSync || (person is not null && Story.Options.Policy.Removal == RemovalPolicy.Managed && Story.Names.Managed.Contains(id));
    }

    private void Look() => world.Checks.Look(Rules.WrongEnd);

    // What is ended now ends at an instant of a clock that may have been set back since.
    private bool HasEnded(HeldValue certification) => certification.ExpiresOn <= world.Clock.Now + NearAnEnd;

    private bool IsNear(Instant? instant) => instant > world.Clock.Now - NearAnEnd && instant < world.Clock.Now + NearAnEnd;

    private GatingSkill? GateOf(CertificationName name) => Story.Options.Taxonomy.Find(name)?.Gate;

    private static BrokenInvariantException Wrong(string what) => new(Rules.WrongEnd, what);
}
