using System.Text.Json;
using System.Text.Json.Nodes;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Taxonomy;

namespace ActorSync.Cli.Output;

/// <summary>What a target lacks of the declared taxonomy, and what was created.</summary>
internal static class TaxonomyReport
{
    /// <summary>Writes a plan for people.</summary>
    public static void WritePlan(ReportWriter report, TaxonomyPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            report.Line("  + " + Describe(step), Tone.Good);
        }

        FindingsText.Write(report, plan.Obstacles);
        report.Line(plan.Steps.IsEmpty
            ? plan.Obstacles.IsEmpty ? "The target has everything that is declared." : "Nothing can be created; see above."
            : $"{Figures.Count(plan.Steps.Length, "name", "names")} to create: actorsync taxonomy apply");
    }

    /// <summary>Writes what was done for people.</summary>
    public static void WriteApplied(ReportWriter report, TaxonomyApplied applied)
    {
        foreach (var step in applied.Created)
        {
            report.Line("  + " + Describe(step), Tone.Good);
        }

        FindingsText.Write(report, applied.Findings);
        report.Line(applied.Created.IsEmpty ? "Nothing was created." : $"{Figures.Count(applied.Created.Length, "name was", "names were")} created.");
    }

    /// <summary>Writes a plan as the one JSON object.</summary>
    public static void WritePlanJson(Utf8JsonWriter writer, TaxonomyPlan plan)
    {
        writer.WriteStartObject();
        writer.WriteString("status", plan.Obstacles.IsEmpty ? "planned" : "partial");
        WriteSteps(writer, "create", plan.Steps);
        FindingsJson.Write(writer, plan.Obstacles);
        writer.WriteEndObject();
    }

    /// <summary>Writes what was done as the one JSON object.</summary>
    public static void WriteAppliedJson(Utf8JsonWriter writer, TaxonomyApplied applied)
    {
        writer.WriteStartObject();
        writer.WriteString("status", applied.Findings.IsEmpty ? "converged" : "partial");
        WriteSteps(writer, "created", applied.Created);
        FindingsJson.Write(writer, applied.Findings);
        writer.WriteEndObject();
    }

    /// <summary>Writes for people what an import added to the configuration.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="declared">What was declared before.</param>
    /// <param name="imported">What is declared now.</param>
    /// <param name="file">The file written, or null where nothing changed.</param>
    /// <param name="copy">The copy of the file as it was, or null.</param>
    public static void WriteImport(ReportWriter report, DeclaredTaxonomy declared, ImportedTaxonomy imported, string? file, string? copy)
    {
        foreach (var name in NewSkills(declared, imported))
        {
            report.Line($"  + skill '{name}'", Tone.Good);
        }

        foreach (var name in NewCertifications(declared, imported))
        {
            report.Line($"  + certification '{name}'", Tone.Good);
        }

        FindingsText.Write(report, imported.Findings);
        report.Line(file is null
            ? "Everything that the target has is declared already."
            : $"Written to {file}{(copy is null ? string.Empty : $"; the file as it was is {copy}")}. Look it over: what is declared with managed true may be assigned and removed.");
    }

    /// <summary>Writes the same as the one JSON object.</summary>
    public static void WriteImportJson(Utf8JsonWriter writer, DeclaredTaxonomy declared, ImportedTaxonomy imported, string? file)
    {
        writer.WriteStartObject();
        writer.WriteString("status", "converged");
        writer.WriteString("file", file);
        WriteNames(writer, "skillsAdded", NewSkills(declared, imported));
        WriteNames(writer, "certificationsAdded", NewCertifications(declared, imported));
        FindingsJson.Write(writer, imported.Findings);
        writer.WriteEndObject();
    }

    private static IEnumerable<string> NewSkills(DeclaredTaxonomy declared, ImportedTaxonomy imported) =>
        Names(imported, "Skills").Where(name => declared.Find(new SkillName(name)) is null);

    private static IEnumerable<string> NewCertifications(DeclaredTaxonomy declared, ImportedTaxonomy imported) =>
        Names(imported, "Certifications").Where(name => declared.Find(new CertificationName(name)) is null);

    private static IEnumerable<string> Names(ImportedTaxonomy imported, string list) =>
        JsonNode.Parse(imported.Json)!["Taxonomy"]![list]!.AsArray().Select(entry => entry!["name"]!.GetValue<string>());

    private static void WriteNames(Utf8JsonWriter writer, string property, IEnumerable<string> names)
    {
        writer.WriteStartArray(property);
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter writer, string name, IEnumerable<TaxonomyStep> steps)
    {
        writer.WriteStartArray(name);
        foreach (var step in steps)
        {
            var (kind, subject) = step switch
            {
                TaxonomyStep.CreateSkill create => ("skill", create.Skill.Name.Value),
                TaxonomyStep.CreateCertification create => ("certification", create.Certification.Name.Value),
                _ => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
            };
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteString("name", subject);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Describe(TaxonomyStep step) =>
        step is TaxonomyStep.CreateSkill { Skill.Parent: { } parent } ? $"{step.Subject} under '{parent}'" : step.Subject;
}
