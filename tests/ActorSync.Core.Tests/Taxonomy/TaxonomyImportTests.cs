using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class TaxonomyImportTests
{
    private static readonly DeclaredTaxonomy Declared = new(
        [
            new DeclaredSkill(new("billing"), null, null, Managed: false, new Level(3.0m)),
            new DeclaredSkill(new("Not there yet"), "Planned", new SkillName("billing"), Managed: true, null),
        ],
        [new DeclaredCertification(new("PCI"), null, 400, new GatingSkill(new("billing"), new Level(5)), Managed: true)]);

    [Fact]
    public void The_targets_names_are_merged_into_what_is_declared()
    {
        var imported = TaxonomyImport.Merge(
            Declared,
            [
                new ListedSkill(new("1"), "Billing", "Invoices", null, IsActive: true),
                new ListedSkill(new("2"), "Rückgaben", null, new SkillId("1"), IsActive: true),
                new ListedSkill(new("3"), "Gone", null, null, IsActive: false),
                new ListedSkill(new("4"), "Orphan", null, new SkillId("3"), IsActive: true),
            ],
            [new ListedCertification(new("c1"), "PCI", "Cards", 365), new ListedCertification(new("c2"), "First Aid", null, 730)]);

        Assert.Equal(
            """
            {
              "Taxonomy": {
                "Skills": [
                  {
                    "name": "Billing",
                    "description": "Invoices",
                    "managed": false,
                    "defaultLevel": 3
                  },
                  {
                    "name": "Not there yet",
                    "description": "Planned",
                    "parent": "Billing",
                    "managed": true
                  },
                  {
                    "name": "Orphan",
                    "managed": true
                  },
                  {
                    "name": "Rückgaben",
                    "parent": "Billing",
                    "managed": true
                  }
                ],
                "Certifications": [
                  {
                    "name": "First Aid",
                    "validityInDays": 730,
                    "managed": true
                  },
                  {
                    "name": "PCI",
                    "description": "Cards",
                    "validityInDays": 400,
                    "gatingSkill": {
                      "name": "Billing",
                      "level": 5
                    },
                    "managed": true
                  }
                ]
              }
            }

            """.ReplaceLineEndings("\n"),
            imported.Json);
        Assert.Equal(["name-case-differs", "parent-left-out"], imported.Findings.Select(finding => finding.Rule).Order());
    }

    [Fact]
    public void Where_certifications_are_bare_names_the_declared_ones_stay() =>
        Assert.Contains("\"validityInDays\": 400", TaxonomyImport.Merge(Declared, [], null).Json, StringComparison.Ordinal);

    [Fact]
    public void Of_names_that_a_configuration_could_not_tell_apart_the_declared_one_is_kept_and_it_is_told()
    {
        var imported = TaxonomyImport.Merge(
            new DeclaredTaxonomy([new DeclaredSkill(new("sales"), null, null, Managed: true, null)], []),
            [new ListedSkill(new("1"), "Sales", "A", null, IsActive: true), new ListedSkill(new("2"), "sales", "B", null, IsActive: true)],
            null);

        Assert.Contains("\"name\": \"sales\",\n        \"description\": \"B\"", imported.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("Sales", imported.Json, StringComparison.Ordinal);
        Assert.Equal("name-ambiguous", Assert.Single(imported.Findings).Rule);
    }
}
