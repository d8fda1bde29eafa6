using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using NodaTime;

namespace ActorSync.Simulation.Tests;

/// <summary>A world with a roster of a few rows, of which each test says what its only user holds.</summary>
internal sealed class SmallWorld
{
    private const string Employee = "E1";

    /// <summary>Makes it.</summary>
    /// <param name="dialect">The API spoken.</param>
    /// <param name="row">What the file says of the only employee after the id; null where it has no row.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="mode">Whether the file states everybody.</param>
    /// <param name="sheet">A further file.</param>
    public SmallWorld(string dialect, string? row, SyncPolicies? policies = null, SourceMode mode = SourceMode.Partial, (string Name, string Text)? sheet = null)
    {
        var spoken = TargetDialects.Find(dialect)!;
        var options = new ActorSyncOptions
        {
            Target = new TargetOptions { Dialect = spoken.Capabilities.CertificationsAreDated ? TargetDialect.Guide : TargetDialect.Genesys },
            Source = new SourceOptions { Mode = mode },
            Policy = policies ?? new SyncPolicies(),
            Taxonomy = new DeclaredTaxonomy(
                [.. new[] { "Billing", "Sales", "Gate" }.Select(name => new DeclaredSkill(new SkillName(name), null, null, true, null))],
                [new DeclaredCertification(new CertificationName("PCI"), null, 365, spoken.Capabilities.CertificationsAreDated ? null : new GatingSkill(new SkillName("Gate"), new Level(1)), true)]),
        };
        Roster = Read(options, spoken, row, sheet);
        World = new World(Story.Of(new StorySettings(1) { Faults = FaultKind.None, People = 1, Runs = 1 }, new OneEmployee(options, Roster), spoken), keepsLines: false);
        foreach (var user in World.Story.Users())
        {
            World.Target.Set(user with { IsActive = true, Skills = user.Skills.Clear(), Certifications = user.Certifications.Clear() });
        }
    }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>What the file says.</summary>
    public RosterReading Roster { get; }

    /// <summary>How the only employee stands by the file.</summary>
    public Standing Standing => new(World.Story, Roster, new EmployeeId(Employee));

    /// <summary>The only user.</summary>
    public TargetUser User => World.Target.Users.Single();

    /// <summary>The user comes to hold a skill.</summary>
    public SmallWorld With(string skill, decimal level, ValueOwner owner = ValueOwner.ActorSync)
    {
        World.Target.Set(User with { Skills = User.Skills.SetItem(Story.SkillId(skill), new HeldValue(level, null, null, owner)) });
        return this;
    }

    /// <summary>The user comes to hold the certification.</summary>
    public SmallWorld WithCertification(Instant? expiresOn = null, ValueOwner owner = ValueOwner.ActorSync)
    {
        World.Target.Set(User with { Certifications = User.Certifications.SetItem(World.Story.CertificationId(new CertificationName("PCI")), new HeldValue(0, null, expiresOn, owner)) });
        return this;
    }

    private static RosterReading Read(ActorSyncOptions options, ITargetDialect dialect, string? row, (string Name, string Text)? sheet)
    {
        var text = $"employee_id,status,skills,certifications\n{(row is null ? "E2,active,," : $"{Employee},{row}")}\n";
        var context = options.Source.ToContext(options.Taxonomy, dialect.Capabilities.Levels, gated: !dialect.Capabilities.CertificationsAreDated);
        var files = new[] { ("people.csv", text) }.Concat(sheet is { } further ? [further] : []);
        return RosterReader.ReadAsync([.. files.Select(file => SourceInput.FromBytes(file.Item1, Encoding.UTF8.GetBytes(file.Item2)))], options.Source, context).GetAwaiter().GetResult();
    }

    private sealed class OneEmployee(ActorSyncOptions options, RosterReading reading) : IRosters
    {
        public ActorSyncOptions Options => options;

        public IReadOnlyList<string> Employees { get; } = [Employee];

        public RosterReading Read(int run, int people) => reading;

        public System.Collections.Immutable.ImmutableHashSet<EmployeeId>? Only(int people) => null;
    }
}
