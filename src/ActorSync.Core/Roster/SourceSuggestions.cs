using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Proposes what undeclared names and ignored columns of a roster may mean.</summary>
public static class SourceSuggestions
{
    /// <summary>The validity that a proposed certification gets; a person is to check it.</summary>
    private const int ProposedValidity = 365;

    /// <summary>Headers that HR systems use for our columns.</summary>
    private static readonly (SheetColumn Column, string[] Headers)[] KnownHeaders =
    [
        (SheetColumn.EmployeeId, ["Employee Number", "Employee", "Emp ID", "Worker ID", "Worker", "User ID", "Personnel Number", "Staff ID", "Registration Reference", "ID"]),
        (SheetColumn.Email, ["Work Email", "Email Address", "Mail", "E-Mail Work", "Primary Work Email"]),
        (SheetColumn.Status, ["Worker Status", "Employment Status", "Employee Status", "Employment History Status"]),
        (SheetColumn.Skills, ["Skill List", "Skill Set"]),
        (SheetColumn.Certifications, ["Certification List", "Certificates"]),
        (SheetColumn.Skill, ["Skill Name", "Competency"]),
        (SheetColumn.Level, ["Skill Level", "Proficiency", "Proficiency Level", "Rating"]),
        (SheetColumn.EffectiveDate, ["Start Date", "Valid From", "From"]),
        (SheetColumn.EndDate, ["Valid To", "Valid Until", "To"]),
        (SheetColumn.Certification, ["Certification Name", "Certificate", "Certificate Name"]),
        (SheetColumn.IssuedOn, ["Issued Date", "Issue Date", "Issued"]),
        (SheetColumn.ExpiresOn, ["Expiration Date", "Expiry Date", "Expires", "Expiry"]),
        (SheetColumn.Renewal, ["Renewal Action"]),
    ];

    private static readonly Dictionary<HeaderKey, SheetColumn> ByHeader = KnownHeaders
        .SelectMany(known => known.Headers.Select(header => (Key: new HeaderKey(header), known.Column)))
        .ToDictionary(pair => pair.Key, pair => pair.Column);

    /// <summary>The proposals for one reading, columns first, each kind sorted by name.</summary>
    public static ImmutableArray<SourceSuggestion> For(RosterReading reading, DeclaredTaxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(taxonomy);
        var missing = reading.Seen.MissingColumns.ToHashSet();
        if (reading.Holds.Any(hold => hold.Rule == RosterRule.KeyColumnMissing))
        {
            missing.Add(SheetColumn.EmployeeId);
        }

        var skills = taxonomy.Skills.Select(skill => skill.Name.Value).ToList();
        var certifications = taxonomy.Certifications.Select(certification => certification.Name.Value).ToList();
        return
        [
            .. reading.Seen.Headers.Select(seen => ForHeader(seen.Key, seen.Value, missing)).OfType<SourceSuggestion>(),
            .. reading.Seen.Skills.Select(seen => Nearest(seen.Key, skills) is { } near
                ? new SourceSuggestion(SuggestionKind.CorrectSkill, seen.Key, seen.Value, near, null)
                : new SourceSuggestion(SuggestionKind.DeclareSkill, seen.Key, seen.Value, seen.Key, $$"""{ "name": {{Quote(seen.Key)}} }""")),
            .. reading.Seen.Certifications.Select(seen => Nearest(seen.Key, certifications) is { } near
                ? new SourceSuggestion(SuggestionKind.CorrectCertification, seen.Key, seen.Value, near, null)
                : new SourceSuggestion(
                    SuggestionKind.DeclareCertification,
                    seen.Key,
                    seen.Value,
                    seen.Key,
                    string.Create(CultureInfo.InvariantCulture, $$"""{ "name": {{Quote(seen.Key)}}, "validityInDays": {{ProposedValidity}} }"""))),
        ];
    }

    private static SourceSuggestion? ForHeader(string header, long count, HashSet<SheetColumn> missing)
    {
        var key = new HeaderKey(header);
        SheetColumn? column = ByHeader.TryGetValue(key, out var known)
            ? known
            : Nearest(header, [.. missing.Select(SheetColumns.NameOf)]) is { } near ? SheetColumns.Find(new HeaderKey(near)) : null;
        if (column is null || !missing.Contains(column.Value))
        {
            return null;
        }

        var name = SheetColumns.NameOf(column.Value);
        return new SourceSuggestion(SuggestionKind.MapColumn, header, count, name, $$"""{ {{Quote(name)}}: {{Quote(header)}} }""");
    }

    // A quarter of the letters may differ, and at most three: beyond that, a proposal is a guess.
    private static string? Nearest(string seen, IReadOnlyList<string> declared)
    {
        var folded = new HeaderKey(seen).Value;
        var most = Math.Clamp(folded.Length / 4, 1, 3);
        return declared
            .Select(name => (Name: name, Distance: EditDistance.Between(folded, new HeaderKey(name).Value, most)))
            .Where(near => near.Distance <= most)
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    private static string Quote(string text) =>
        "\"" + System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";
}
