using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ActorSync.Core.Users;

namespace ActorSync.Core.Taxonomy;

/// <summary>The names by which people are told of the target's skills and certifications; whatever has none here goes by its id.</summary>
/// <param name="Skills">Names of skills by id.</param>
/// <param name="Certifications">Names of certifications by id.</param>
public sealed partial record TaxonomyNames(
    ImmutableDictionary<SkillId, SkillName> Skills, ImmutableDictionary<CertificationId, CertificationName> Certifications)
{
    /// <summary>No name at all.</summary>
    public static readonly TaxonomyNames None = new(ImmutableDictionary<SkillId, SkillName>.Empty, ImmutableDictionary<CertificationId, CertificationName>.Empty);

    /// <summary>Whether no name is known.</summary>
    public bool IsEmpty => Skills.IsEmpty && Certifications.IsEmpty;

    /// <summary>The skill's name, else its id.</summary>
    public string Of(SkillId id) => Skills.TryGetValue(id, out var name) ? name.Value : id.Value;

    /// <summary>The certification's name, else its id.</summary>
    public string Of(CertificationId id) => Certifications.TryGetValue(id, out var name) ? name.Value : id.Value;

    /// <summary>The text with the names of the skills and certifications that it calls by their ids: <c>the skill 1a2b</c> becomes <c>the skill Billing</c>.</summary>
    public string In(string text) => IsEmpty ? text : Called().Replace(text, called => called.Groups["kind"].Value + " " + (called.Groups["kind"].ValueSpan is "skill"
        ? Of(new SkillId(called.Groups["id"].Value))
        : Of(new CertificationId(called.Groups["id"].Value))));

    /// <summary>The names of these operations alone.</summary>
    public TaxonomyNames Only(IEnumerable<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);

        var skills = new HashSet<SkillId>();
        var certifications = new HashSet<CertificationId>();
        foreach (var operation in operations)
        {
            _ = operation switch
            {
                Operation.GrantSkill grant => skills.Add(grant.Skill),
                Operation.RateSkill rate => skills.Add(rate.Skill),
                Operation.RevokeSkill revoke => skills.Add(revoke.Skill),
                Operation.SetCertification set => certifications.Add(set.Certification),
                Operation.EndCertification end => certifications.Add(end.Certification),
                _ => throw new ArgumentOutOfRangeException(nameof(operations), operation, "Unknown operation."),
            };
        }

        return new(
            Skills.Where(name => skills.Contains(name.Key)).ToImmutableDictionary(),
            Certifications.Where(name => certifications.Contains(name.Key)).ToImmutableDictionary());
    }

    /// <inheritdoc/>
    public bool Equals(TaxonomyNames? other) =>
        other is not null
        && Skills.Count == other.Skills.Count
        && Certifications.Count == other.Certifications.Count
        && Skills.All(name => other.Skills.TryGetValue(name.Key, out var same) && same == name.Value)
        && Certifications.All(name => other.Certifications.TryGetValue(name.Key, out var same) && same == name.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Skills.Count, Certifications.Count);

    [GeneratedRegex(@"\b(?<kind>skill|certification) (?<id>[\w-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Called();
}
