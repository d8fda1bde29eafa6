using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Benchmarks.Taxonomy;

/// <summary>The managed names of a configuration.</summary>
/// <param name="Skills">Skills that a file may state.</param>
/// <param name="Certifications">Certifications, each with the gating skill that follows it, or null.</param>
internal sealed record ConfiguredTaxonomy(ImmutableArray<string> Skills, ImmutableArray<ConfiguredCertification> Certifications)
{
    // The keys are the configuration's, whatever this type calls its own.
    private const string Section = "Taxonomy";
    private const string SkillList = "Skills";
    private const string CertificationList = "Certifications";

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>All managed skills, the gating ones included.</summary>
    public int ManagedSkills => Skills.Length + Certifications.Select(each => each.Gate).OfType<string>().Distinct(StringComparer.Ordinal).Count();

    /// <summary>Reads the configuration file.</summary>
    public static ConfiguredTaxonomy Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file), WithComments);
        var taxonomy = document.RootElement.GetProperty(Section);
        var certifications = taxonomy.GetProperty(CertificationList).EnumerateArray().Where(IsManaged).Select(ConfiguredCertification.Read).ToImmutableArray();
        var gates = certifications.Select(each => each.Gate).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new ConfiguredTaxonomy(
            [.. taxonomy.GetProperty(SkillList).EnumerateArray().Where(IsManaged).Select(NameOf).Where(name => !gates.Contains(name))],
            certifications);
    }

    private static bool IsManaged(JsonElement declared) => !declared.TryGetProperty("managed", out var managed) || managed.GetBoolean();

    private static string NameOf(JsonElement declared) => declared.GetProperty("name").GetString()!;
}
