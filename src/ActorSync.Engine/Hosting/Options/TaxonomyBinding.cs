using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Binds the section <c>Taxonomy</c>, and checks it by <see cref="TaxonomyRules"/> and <see cref="StaticNames"/>.</summary>
internal static class TaxonomyBinding
{
    /// <summary>The declared taxonomy, or an empty one when it has a flaw; problems go to <paramref name="values"/>.</summary>
    public static DeclaredTaxonomy Bind(GivenValues values, LevelScale scale)
    {
        var errorsBefore = values.Errors.Count;
        var skillElements = Elements(values, OptionKeys.Skills);
        var certificationElements = Elements(values, OptionKeys.Certifications);
        var skills = Declared(skillElements, Skill);
        var certifications = Declared(certificationElements, Certification);

        // With a declaration missing, what refers to it would be told of as well, and mislead.
        var isComplete = skills.Count == skillElements.Length && certifications.Count == certificationElements.Length;
        if (isComplete && values.Errors.Count == errorsBefore)
        {
            foreach (var flaw in TaxonomyRules.Check([.. skills.Select(s => s.Declared)], [.. certifications.Select(c => c.Declared)], scale))
            {
                var element = flaw.List == TaxonomyList.Skills ? skills[flaw.Index].Element : certifications[flaw.Index].Element;
                values.Errors.Add(new ConfigurationProblem(
                    $"{element.Path}:{flaw.Member}", element.Member(flaw.Member)?.Place ?? element.Node.Place, flaw.What, flaw.Allowed, flaw.Nearest));
            }
        }

        foreach (var (element, skill) in skills)
        {
            WarnOfAgeing(element, skill.Name.Value);
        }

        foreach (var (element, certification) in certifications)
        {
            WarnOfAgeing(element, certification.Name.Value);
        }

        return values.Errors.Count == errorsBefore
            ? new DeclaredTaxonomy(skills.Select(s => s.Declared), certifications.Select(c => c.Declared))
            : new DeclaredTaxonomy([], []);
    }

    private static ImmutableArray<Element> Elements(GivenValues values, OptionKey key)
    {
        switch (values.Find(key))
        {
            case null:
                return [];
            case ConfigurationNode.Sequence list:
                return [.. list.Items.Select((item, index) => new Element(values, key, index, item))];
            case var other:
                values.Errors.Add(new ConfigurationProblem(key.Path, other.Place, "a list is wanted here", key.Shape.Allowed));
                return [];
        }
    }

    private static List<(Element Element, T Declared)> Declared<T>(IEnumerable<Element> elements, Func<Element, T?> read)
        where T : class
    {
        var declared = new List<(Element, T)>();
        foreach (var element in elements)
        {
            if (read(element) is { } value)
            {
                declared.Add((element, value));
            }
        }

        return declared;
    }

    private static DeclaredSkill? Skill(Element element)
    {
        var name = element.Require(OptionKeys.SkillName);
        var description = element.Get(OptionKeys.SkillDescription);
        var parent = element.Get(OptionKeys.SkillParent);
        var managed = element.Get(OptionKeys.SkillManaged);
        var level = element.Get(OptionKeys.SkillDefaultLevel);

        return name is null ? null : new DeclaredSkill(
            new SkillName(name), description, parent is null ? null : new SkillName(parent), managed, level is { } given ? new Level(given) : null);
    }

    private static DeclaredCertification? Certification(Element element)
    {
        var name = element.Require(OptionKeys.CertificationName);
        var description = element.Get(OptionKeys.CertificationDescription);
        var validity = element.Require(OptionKeys.ValidityInDays);
        var managed = element.Get(OptionKeys.CertificationManaged);
        GatingSkill? gate = null;

        if (element.Member("gatingSkill") is ConfigurationNode.Branch)
        {
            var skill = element.Require(OptionKeys.GatingSkillName);
            var level = element.Require(OptionKeys.GatingSkillLevel);
            gate = skill is null || level is null ? null : new GatingSkill(new SkillName(skill), new Level(level.Value));
        }

        return name is null || validity is null ? null : new DeclaredCertification(new CertificationName(name), description, validity.Value, gate, managed);
    }

    private static void WarnOfAgeing(Element element, string name)
    {
        if (StaticNames.FindAgeingPart(name) is not { } part)
        {
            return;
        }

        var kind = part.Kind == AgeingKind.Date ? "a date" : "a version";
        var remedy = part.StaticName is null ? "Choose a name without it" : $"Call it '{part.StaticName}'";
        element.Values.Warnings.Add(new ConfigurationProblem(
            $"{element.Path}:name", element.Member("name")?.Place ?? element.Node.Place,
            $"the name '{name}' carries {kind} ('{part.Text}'). Queues, flows and history refer to names, so a name that changes with each renewal "
            + $"has to be assigned, required and retired anew every time, while a static name only gets a new date. {remedy}, and keep dates in the source"));
    }

    private sealed record Element(GivenValues Values, OptionKey Key, int Index, ConfigurationNode Node)
    {
        public string Path => $"{Key.Path}:{Index}";

        public T Get<T>(TypedKey<T> key) => Values.Read(key, Member(Relative(key)), $"{Path}:{Relative(key)}");

        public T Require<T>(TypedKey<T> key)
        {
            if (!IsGiven(Relative(key)) && Node is ConfigurationNode.Branch)
            {
                Values.Errors.Add(new ConfigurationProblem($"{Path}:{Relative(key)}", Node.Place, "is missing", key.Shape.Allowed));
            }

            return Get(key);
        }

        private bool IsGiven(string member) => Member(member) is { } node and not ConfigurationNode.Scalar { Kind: ScalarKind.Null };

        public ConfigurationNode? Member(string path) =>
            path.Split(':').Aggregate<string, ConfigurationNode?>(Node, (node, name) => (node as ConfigurationNode.Branch)?.Find(name));

        private string Relative(OptionKey key) => key.Path[(Key.Path.Length + "[]:".Length)..];
    }
}
