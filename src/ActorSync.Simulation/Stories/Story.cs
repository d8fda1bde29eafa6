using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Simulation.Target;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Stories;

/// <summary>What is to happen in a simulation, as far as it is not left to chance.</summary>
public sealed class Story
{
    private readonly IRosters _rosters;

    private Story(StorySettings settings, IRosters rosters, ITargetDialect dialect)
    {
        var random = new SeededRandom(settings.Seed);
        _rosters = rosters;
        Dialect = dialect;
        var people = random.Between(1, InventedRosters.MostPeople);
        var faults = FaultKind.None;
        foreach (var fault in Enum.GetValues<FaultKind>().Where(kind => int.PopCount((int)kind) == 1))
        {
            faults |= random.Hits(45) ? fault : FaultKind.None;
        }

        Partitions = random.Between(1, 4);
        var runs = random.Between(1, 3);
        var window = random.Between(1, 8);
        RequestsPerWindow = random.Between(3, 40);
        Tokens = random.Between(1, 2);
        RequestsPerMinute = random.Pick([0, 0, 5, 20]);
        Limit = random.Pick([LimitKind.OfToken, LimitKind.OfToken, LimitKind.OfRoute, LimitKind.OfOrganization]);
        People = Math.Min(settings.People ?? people, rosters.Employees.Count);
        Faults = settings.Faults ?? faults;
        Runs = settings.Runs ?? runs;
        Window = settings.Window ?? window;
        Names = NamesOf(rosters.Options, dialect);
        Settings = settings with { Faults = Faults, People = People, Runs = Runs, Window = Window, Dialect = dialect.Name };
    }

    /// <summary>What it is made from, in full: given again, it makes the same story.</summary>
    public StorySettings Settings { get; }

    /// <summary>The seed.</summary>
    public ulong Seed => Settings.Seed;

    /// <summary>The target's dialect.</summary>
    public ITargetDialect Dialect { get; }

    /// <summary>What can go wrong.</summary>
    public FaultKind Faults { get; }

    /// <summary>How many people there are.</summary>
    public int People { get; }

    /// <summary>How many runs there are before the last two, in which nothing goes wrong.</summary>
    public int Runs { get; }

    /// <summary>How many people are under way at once.</summary>
    public int Window { get; }

    /// <summary>How many partitions there are.</summary>
    public int Partitions { get; }

    /// <summary>How many requests the target takes in a minute of those that <see cref="Limit"/> counts together.</summary>
    public int RequestsPerWindow { get; }

    /// <summary>What the target's limit counts together.</summary>
    public LimitKind Limit { get; }

    /// <summary>How many tokens are used side by side.</summary>
    public int Tokens { get; }

    /// <summary>The local pace of each token; 0 for none.</summary>
    public int RequestsPerMinute { get; }

    /// <summary>What the target knows.</summary>
    public TargetNames Names { get; }

    /// <summary>The configuration.</summary>
    public ActorSyncOptions Options => _rosters.Options;

    /// <summary>Whether the removal policy lets ActorSync take managed values whoever gave them.</summary>
    public bool MayTakeWhatWasGiven => Options.Policy.Removal == RemovalPolicy.Managed;

    /// <summary>A story with an invented roster.</summary>
    public static Story Invent(StorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);

        var name = settings.Dialect ?? (new SeededRandom(settings.Seed ^ 0x2545F4914F6CDD1DUL).Hits(50) ? "guide" : "genesys");
        var dialect = TargetDialects.Find(name) ?? throw new ArgumentException($"There is no target dialect {name}.", nameof(settings));
        return new Story(settings, new InventedRosters(settings.Seed, dialect), dialect);
    }

    /// <summary>A story about a roster that was given.</summary>
    public static Story Of(StorySettings settings, IRosters rosters, ITargetDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(rosters);

        return new Story(settings, rosters, dialect);
    }

    /// <summary>The roster of a run, from 0; that of the last two is that of the one before, since they bring right what went wrong.</summary>
    public RosterReading Read(int run) => _rosters.Read(Math.Min(run, Runs - 1), People);

    /// <summary>The pilot group, or null for everybody.</summary>
    public ImmutableHashSet<EmployeeId>? Only => _rosters.Only(People);

    /// <summary>The users that the target has at the beginning.</summary>
    public IEnumerable<TargetUser> Users()
    {
        foreach (var employee in _rosters.Employees.Take(People))
        {
            var random = new SeededRandom(Seed ^ 0x9FB21C651E98DF25UL ^ StableSeed.Of(employee));
            var skills = ImmutableSortedDictionary.CreateBuilder<string, HeldValue>(StringComparer.Ordinal);
            foreach (var skill in Names.Skills.Where(skill => !IsGate(skill.Value) && random.Hits(Names.Managed.Contains(skill.Key) ? 20 : 60)))
            {
                skills[skill.Key] = new HeldValue(random.Between(1, 5), null, null, ValueOwner.Hand);
            }

            var certifications = ImmutableSortedDictionary.CreateBuilder<string, HeldValue>(StringComparer.Ordinal);
            foreach (var certification in Names.Certifications.Where(_ => random.Hits(30)))
            {
                certifications[certification.Key] = Given(random);
            }

            yield return new TargetUser($"user-{employee}", employee, !random.Hits(5), 1, skills.ToImmutable(), certifications.ToImmutable());
        }
    }

    /// <summary>A certification as a person gives it.</summary>
    internal HeldValue Given(SeededRandom random) => Dialect.Capabilities.CertificationsAreDated
        ? new HeldValue(0, null, SimulatedClock.Beginning + NodaTime.Duration.FromDays(random.Between(-100, 800)), ValueOwner.Hand)
        : new HeldValue(0, null, null, ValueOwner.Hand);

    /// <summary>Whether a skill gates a certification.</summary>
    internal bool IsGate(string skill) => Options.Taxonomy.GatingSkills.Any(gate => gate.Value == skill);

    private static TargetNames NamesOf(ActorSyncOptions options, ITargetDialect dialect)
    {
        var skills = options.Taxonomy.Skills.Select(skill => (Name: skill.Name.Value, skill.Managed)).Concat([(Name: "Night", Managed: false), (Name: "VIP", Managed: false)]).ToList();
        var certifications = options.Taxonomy.Certifications.Select(certification => (Name: certification.Name.Value, certification.Managed)).Append((Name: "Legacy", Managed: false)).ToList();
        return new TargetNames(
            skills.ToImmutableSortedDictionary(skill => SkillId(skill.Name), skill => skill.Name, StringComparer.Ordinal),
            certifications.ToImmutableSortedDictionary(certification => CertificationId(certification.Name), certification => certification.Name, StringComparer.Ordinal),
            [.. skills.Where(skill => skill.Managed).Select(skill => SkillId(skill.Name)), .. certifications.Where(certification => certification.Managed).Select(certification => CertificationId(certification.Name))]);

        string CertificationId(string name) => dialect.Capabilities.CertificationsAreDated ? "c-" + name : name;
    }

    /// <summary>The id, or name, that the target gives a certification.</summary>
    internal string CertificationId(CertificationName name) => Names.Certifications.First(pair => pair.Value == name.Value).Key;

    /// <summary>The id that the target gives a skill.</summary>
    internal static string SkillId(string name) => "s-" + name;
}
