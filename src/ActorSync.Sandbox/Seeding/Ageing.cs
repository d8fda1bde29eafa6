using System.Collections.Immutable;
using ActorSync.Sandbox.State;
using NodaTime;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Ages one person after the other; every choice follows from the employee id and the name of what is held.</summary>
internal sealed class Ageing(
    SeedTaxonomy taxonomy, ImmutableArray<string> handGiven, ImmutableArray<SeedCertification> handCertified, SandboxDialect dialect, Instant now)
{
    /// <summary>Of a hundred managed assignments held so far, at most so many are superfluous.</summary>
    private const int MaxSuperfluousPercent = 4;

    private readonly ImmutableArray<string> _managed =
    [
        .. taxonomy.Skills.Where(skill => skill.Managed).Select(skill => skill.Name)
            .Except(taxonomy.Certifications.Select(each => each.GatingSkill).OfType<string>(), StringComparer.Ordinal),
    ];

    private readonly ImmutableArray<string> _certifications = [.. taxonomy.Certifications.Where(each => each.Managed).Select(each => each.Name)];

    private int _held;
    private int _superfluous;

    public SeedUser Age(SeedPerson person)
    {
        var isUnchanged = Chance(person, "unchanged", 3) == 0;
        var skills = isUnchanged ? person.Skills : [.. person.Skills.Select(held => Older(person, held)).OfType<SeedHeldSkill>()];
        var certifications = person.Certifications
            .Select(held => isUnchanged ? Filled(held) : Older(person, held))
            .OfType<SeedHeldCertification>()
            .ToImmutableArray();
        if (!isUnchanged && Superfluous(person) is { } unstated)
        {
            certifications = certifications.Add(unstated);
            _superfluous++;
        }

        if (dialect.HasGatingSkills)
        {
            skills = skills.AddRange(Gates(person, certifications, skills, isUnchanged));
        }

        _held += skills.Length + certifications.Length;
        if (!isUnchanged && Superfluous(person, skills) is { } extra)
        {
            skills = skills.Add(extra);
            _held++;
            _superfluous++;
        }

        if (handGiven.Length > 0 && Chance(person, "by hand", 8) == 0)
        {
            skills = skills.Add(new SeedHeldSkill(handGiven[Chance(person, "which by hand", handGiven.Length)], 3));
        }

        if (handCertified.Length > 0 && Chance(person, "certified by hand", 8) == 0)
        {
            certifications = certifications.Add(NewlyIssued(handCertified[Chance(person, "which certified by hand", handCertified.Length)]));
        }

        return new SeedUser(person.EmployeeId, person.Email, person.Name ?? NameFrom(person.Email))
        {
            Division = string.IsNullOrWhiteSpace(person.Division) ? "Home" : person.Division,
            Manager = person.Manager,
            Skills = skills,
            Certifications = certifications,
        };
    }

    /// <summary>Returns the skill as it was: missing, at another level, or as it is.</summary>
    private SeedHeldSkill? Older(SeedPerson person, SeedHeldSkill held) => Chance(person, $"skill {held.Name}", 10) switch
    {
        0 => null,
        < 4 => held with { Level = OtherLevel(held.Level) },
        _ => held,
    };

    private decimal OtherLevel(decimal level) => level - 1 >= dialect.LowestLevel ? level - 1 : Math.Min(DialectRules.HighestLevel, level + 1);

    /// <summary>Returns the certification as it was: missing, a term older, about to end, or as it is.</summary>
    private SeedHeldCertification? Older(SeedPerson person, SeedHeldCertification held)
    {
        var current = Filled(held);
        var term = Duration.FromDays(ValidityOf(held.Name));
        return Chance(person, $"certification {held.Name}", 8) switch
        {
            0 => null,
            1 => current with { IssuedOn = current.IssuedOn - term, ExpiresOn = current.ExpiresOn - term },
            2 => AboutToEnd(person, current),
            _ => current,
        };
    }

    private SeedHeldCertification AboutToEnd(SeedPerson person, SeedHeldCertification held)
    {
        // The end of a UTC day within the next two weeks.
        var midnight = now.InUtc().Date.PlusDays(1 + Chance(person, "days left", 14)).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var expires = midnight - Duration.FromMilliseconds(1);
        return held with { ExpiresOn = expires, IssuedOn = held.IssuedOn is null ? null : midnight - Duration.FromDays(ValidityOf(held.Name)) };
    }

    /// <summary>The guide's target always knows an expiry: where the file gives none, it is a term from the issue or from now.</summary>
    private SeedHeldCertification Filled(SeedHeldCertification held)
    {
        if (held.ExpiresOn is not null)
        {
            return held;
        }

        var from = held.IssuedOn ?? now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return held with { ExpiresOn = from + Duration.FromDays(ValidityOf(held.Name)) - Duration.FromMilliseconds(1) };
    }

    private IEnumerable<SeedHeldSkill> Gates(
        SeedPerson person,
        ImmutableArray<SeedHeldCertification> certifications,
        ImmutableArray<SeedHeldSkill> skills,
        bool isUnchanged)
    {
        var given = skills.Select(skill => skill.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var held in certifications)
        {
            var declared = taxonomy.Certifications.FirstOrDefault(each => each.Name == held.Name);
            if (declared?.GatingSkill is not { } gate || held.ExpiresOn <= now || !given.Add(gate))
            {
                continue;
            }

            if (isUnchanged || Chance(person, $"gate {gate}", 10) > 0)
            {
                yield return new SeedHeldSkill(gate, declared.GatingLevel);
            }
        }
    }

    private SeedHeldSkill? Superfluous(SeedPerson person, ImmutableArray<SeedHeldSkill> skills)
    {
        if (_managed.IsEmpty || Chance(person, "superfluous", 6) > 0 || (_superfluous + 1) * 100 > _held * MaxSuperfluousPercent)
        {
            return null;
        }

        var name = _managed[Chance(person, "which superfluous", _managed.Length)];
        var isStated = person.Skills.Any(skill => skill.Name == name) || skills.Any(skill => skill.Name == name);
        return isStated ? null : new SeedHeldSkill(name, 2);
    }

    /// <summary>Returns a managed certification that the file does not state, for some in a hundred people: so few that no limit needs to hold it back.</summary>
    private SeedHeldCertification? Superfluous(SeedPerson person)
    {
        if (_certifications.IsEmpty || Chance(person, "superfluous certification", 12) > 0)
        {
            return null;
        }

        var name = _certifications[Chance(person, "which superfluous certification", _certifications.Length)];
        return person.Certifications.Any(held => held.Name == name) ? null : Filled(new SeedHeldCertification(name));
    }

    private SeedHeldCertification NewlyIssued(SeedCertification certification)
    {
        var today = now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return new SeedHeldCertification(certification.Name, today, today + Duration.FromDays(certification.ValidityInDays) - Duration.FromMilliseconds(1));
    }

    private int ValidityOf(string certification) =>
        taxonomy.Certifications.FirstOrDefault(each => each.Name == certification)?.ValidityInDays
        ?? throw new ArgumentException($"The certification '{certification}' is held, and the taxonomy does not declare it.");

    private static int Chance(SeedPerson person, string question, int outOf) => StableHash.Below(outOf, $"{person.EmployeeId}/{question}");

    private static string NameFrom(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? email[..at] : email;
    }
}
