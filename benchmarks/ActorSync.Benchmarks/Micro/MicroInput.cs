using System.Collections.Immutable;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Taxonomy;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using NodaTime;

namespace ActorSync.Benchmarks.Micro;

/// <summary>People as a run has them, made of generated ones and the checkout's configuration.</summary>
internal sealed class MicroInput
{
    private static readonly Instant Observed = Instant.FromUtc(2026, 11, 25, 17, 15);

    private readonly ActorSyncOptions _options;

    private MicroInput(ActorSyncOptions options, byte[] file)
    {
        _options = options;
        File = file;
    }

    /// <summary>When everything is decided.</summary>
    public static Instant Now => Observed + Duration.FromMinutes(1);

    /// <summary>The file's bytes.</summary>
    public byte[] File { get; }

    /// <summary>Makes them.</summary>
    public static async Task<MicroInput> MakeAsync(int people, string dialect = "genesys")
    {
        var checkout = Checkout.Find(published: null);
        var loaded = ConfigurationLoader.Load(checkout.Configuration, ImmutableDictionary<string, string?>.Empty, [$"Target:Dialect={dialect}", "Policy:Removal=managed"], checkout.Root);
        var options = loaded is ConfigurationResult.Loaded { Options: var read } ? read : throw new HarnessException("The configuration cannot be read.");
        using var folder = new Processes.TemporaryFolder();
        await PersonSheet.WriteAsync(folder["people.csv"], new PeopleGenerator(ConfiguredTaxonomy.Read(checkout.Configuration)).Make(people), CancellationToken.None);
        return new MicroInput(options, await System.IO.File.ReadAllBytesAsync(folder["people.csv"]));
    }

    /// <summary>Reads the file as a run does.</summary>
    public Task<RosterReading> ReadAsync() => RosterReader.ReadAsync(
        [SourceInput.FromBytes("people.csv", File)],
        _options.Source,
        _options.Source.ToContext(_options.Taxonomy, _options.Target.Capabilities.Levels, gated: !_options.Target.Capabilities.CertificationsAreDated));

    /// <summary>What decisions share.</summary>
    public PlanningContext Context() => new(
        new SourceName("hris"),
        DateTimeZone.Utc,
        new TargetTaxonomy(
            _options.Taxonomy,
            _options.Taxonomy.Skills.ToImmutableSortedDictionary(skill => skill.Name, skill => IdOf(skill.Name)),
            _options.Taxonomy.Certifications.ToImmutableSortedDictionary(each => each.Name, each => IdOf(each.Name))),
        new SyncPolicies(RemovalPolicy.Managed),
        _options.Target.Capabilities);

    /// <summary>A user who has the person's skills, of whom each third is rated otherwise, each fifth is missing, and no certification.</summary>
    public static ObservedUser UserOf(RosterPerson person, int number) => new(
        new UserId($"user-{number}"),
        person.Id.Value,
        null,
        UserState.Active,
        (number % 100) + 1,
        null,
        null,
        Holdings<SkillId, Level>.From(person.Skills.Items
            .Where((_, index) => (index + number) % 5 != 0)
            .Select((skill, index) => KeyValuePair.Create(IdOf(skill.Name), (index + number) % 3 == 0 ? new Level(1) : skill.Level ?? new Level(3)))),
        Holdings<CertificationId, HeldCertification>.Empty,
        Observed);

    private static SkillId IdOf(SkillName name) => new($"skill-{name.Value}");

    private static CertificationId IdOf(CertificationName name) => new(name.Value);
}
