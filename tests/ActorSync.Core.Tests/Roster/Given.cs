using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Tests.Roster;

/// <summary>The taxonomy and the roster that the tests of this folder speak of.</summary>
internal static class Given
{
    public static readonly DeclaredTaxonomy Taxonomy = new(
        [
            Skill("Billing"),
            Skill("Spanish", defaultLevel: 3),
            Skill("Tier: Gold"),
            Skill("VIP", managed: false),
            Skill("Gate_PCI"),
        ],
        [
            new DeclaredCertification(new("PCI"), null, 365, new GatingSkill(new("Gate_PCI"), new(5)), true),
            new DeclaredCertification(new("HIPAA"), null, 30, null, true),
            new DeclaredCertification(new("Legacy"), null, 30, null, false),
        ]);

    public static RosterContext Context(
        SourceMode mode = SourceMode.Partial,
        LevelScale scale = LevelScale.DecimalsZeroToFive,
        bool gated = true,
        string zone = "UTC",
        char decimalSeparator = '.',
        DateReading? dates = null) =>
        new(Taxonomy, scale, gated, mode, DateTimeZoneProviders.Tzdb[zone], decimalSeparator, dates ?? DateReading.Undeclared);

    public static DeclaredSkill Skill(string name, bool managed = true, decimal? defaultLevel = null) =>
        new(new SkillName(name), null, null, managed, defaultLevel is { } level ? new Level(level) : null);

    public static RosterFileRows People(this RosterJoin join, params (string Id, string Email, string Status, string Skills, string Certifications)[] rows)
    {
        var file = join.OpenFile("people.csv");
        file.Begin(SheetKind.Person, hasCompactCells: true);
        var line = 2;
        foreach (var row in rows)
        {
            file.Person.Begin(line++);
            file.Person.Id(row.Id);
            file.Person.Email(row.Email);
            file.Person.Status(row.Status);
            file.Person.Skills(row.Skills);
            file.Person.Certifications(row.Certifications);
            file.Person.End();
        }

        return file;
    }

    public static RosterFileRows Skills(this RosterJoin join, params (string Id, string Skill, string Level, string From, string To)[] rows)
    {
        var file = join.OpenFile("skills.csv");
        file.Begin(SheetKind.Skill, hasCompactCells: false);
        var line = 2;
        foreach (var row in rows)
        {
            file.SkillRow(line++, row.Id, new SkillCells { Name = row.Skill, Level = row.Level, EffectiveDate = row.From, EndDate = row.To });
        }

        return file;
    }

    public static RosterFileRows Certifications(
        this RosterJoin join, params (string Id, string Certification, string Issued, string Expires, string Renewal)[] rows)
    {
        var file = join.OpenFile("certifications.csv");
        file.Begin(SheetKind.Certification, hasCompactCells: false);
        var line = 2;
        foreach (var row in rows)
        {
            file.CertificationRow(
                line++,
                row.Id,
                new CertificationCells { Name = row.Certification, IssuedOn = row.Issued, ExpiresOn = row.Expires, Renewal = row.Renewal });
        }

        return file;
    }

    public static RosterReading ReadPerson(
        string skills = "", string certifications = "", string status = "", RosterContext? context = null)
    {
        var join = new RosterJoin(context ?? Context());
        join.People(("E1", "", status, skills, certifications));
        return join.Complete();
    }

    public static RosterPerson Person(this RosterReading reading, string id = "E1") => reading.People[new EmployeeId(id)];

    /// <summary>The findings that reject something, as <c>file:line rule</c>.</summary>
    public static string[] Errors(this RosterReading reading) =>
        [.. reading.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => $"{finding.File}:{finding.Line} {finding.Rule}")];

    public static string[] Items(this StatedList<StatedSkill, SkillName> list) => [.. list.Items.Select(item => $"{item.Name}={item.Level}")];

    public static string[] Items(this StatedList<StatedCertification, CertificationName> list) =>
        [.. list.Items.Select(item => $"{item.Name}={item.OfficialExpiry}")];

    public static Instant Utc(int year, int month, int day, int hour = 0, int minute = 0) => Instant.FromUtc(year, month, day, hour, minute);
}
