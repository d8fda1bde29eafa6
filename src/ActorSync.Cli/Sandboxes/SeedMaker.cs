using ActorSync.Cli.Commands;
using ActorSync.Core.Certifications;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;
using NodaTime;

namespace ActorSync.Cli.Sandboxes;

/// <summary>Makes a sandbox's seed of source files: the files' own people as they were some time ago.</summary>
internal static class SeedMaker
{
    // What an undeclared name of a seed gets where nothing is declared at all.
    private const int Validity = 365;
    private static readonly Level MiddleLevel = new(3);

    /// <summary>Reads the files as a run reads them; where nothing is declared, the names that they use count as declared.</summary>
    /// <param name="inputs">Makes the files, because they may be read twice.</param>
    /// <param name="options">The configuration.</param>
    /// <param name="dialect">The API that will be served.</param>
    /// <param name="now">The instant from which the people are aged.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<SandboxSeed> MakeAsync(
        Func<IReadOnlyList<SourceInput>> inputs, ActorSyncOptions options, SandboxDialect dialect, Instant now, CancellationToken stop)
    {
        var taxonomy = options.Taxonomy;
        var reading = await RosterFiles.ReadAsync(inputs(), options, taxonomy, stop);
        if (taxonomy.Skills.IsEmpty && taxonomy.Certifications.IsEmpty)
        {
            taxonomy = Declare(reading.Seen);
            reading = await RosterFiles.ReadAsync(inputs(), options, taxonomy, stop);
        }

        if (reading.People.Count == 0)
        {
            var why = reading.Holds.IsEmpty ? reading.Findings.FirstOrDefault()?.Message : reading.Holds[0].Message;
            throw new CommandFailure(Engine.Runs.ExitCode.Usage, "seed-empty", $"The seed has no people that could be served. {why}");
        }

        var people = reading.People.Values.OrderBy(person => person.Id).Select(person => PersonOf(person, taxonomy, options.Policy.ExpiryMargin, now));
        return AgedSeed.From(people, TaxonomyOf(taxonomy), dialect, now);
    }

    private static DeclaredTaxonomy Declare(SeenNames seen) => new(
        seen.Skills.Keys.Select(name => new DeclaredSkill(new SkillName(name), null, null, Managed: true, MiddleLevel)).DistinctBy(skill => skill.Name),
        seen.Certifications.Keys
            .Select(name => new DeclaredCertification(new CertificationName(name), null, Validity, Gate: null, Managed: true))
            .DistinctBy(certification => certification.Name));

    private static SeedPerson PersonOf(RosterPerson person, DeclaredTaxonomy taxonomy, ExpiryMargin margin, Instant now) =>
        new(person.Id.Value, person.Email ?? $"{person.Id.Value}@example.invalid")
        {
            Skills =
            [
                .. person.Skills.Items
                    .Where(skill => skill.HoldsAt(now) && skill.Level is { Value: > 0 })
                    .DistinctBy(skill => skill.Name)
                    .Select(skill => new SeedHeldSkill(skill.Name.Value, skill.Level!.Value.Value)),
            ],
            Certifications = [.. person.Certifications.Items.DistinctBy(each => each.Name).Select(each => Held(each, taxonomy, margin, now))],
        };

    // A certification that no row dates is one that the target has dated already.
    private static SeedHeldCertification Held(StatedCertification stated, DeclaredTaxonomy taxonomy, ExpiryMargin margin, Instant now)
    {
        var official = stated.OfficialExpiry ?? now + Duration.FromDays(taxonomy.Find(stated.Name)!.ValidityInDays);
        return new SeedHeldCertification(
            stated.Name.Value,
            stated.IssuedOn is { } issued ? ExpiryRule.ToMillisecond(issued) : null,
            ExpiryRule.ExpiresOn(official, margin));
    }

    private static SeedTaxonomy TaxonomyOf(DeclaredTaxonomy taxonomy) => new(
        [
            .. taxonomy.Skills.Select(skill => new SeedTaxonomySkill(skill.Name.Value)
            {
                Description = skill.Description,
                Parent = skill.Parent?.Value,
                Managed = skill.Managed && !taxonomy.GatingSkills.Contains(skill.Name),
            }),
        ],
        [
            .. taxonomy.Certifications.Select(each => new SeedTaxonomyCertification(each.Name.Value, each.ValidityInDays)
            {
                Description = each.Description,
                GatingSkill = each.Gate?.Name.Value,
                GatingLevel = each.Gate?.Level.Value ?? 1,
                Managed = each.Managed,
            }),
        ]);
}
