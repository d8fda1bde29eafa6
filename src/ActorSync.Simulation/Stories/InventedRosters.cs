using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Stories;

/// <summary>Rosters that are made up from a seed: who states what changes from run to run.</summary>
public sealed class InventedRosters : IRosters
{
    /// <summary>The most people of an invented roster.</summary>
    public const int MostPeople = 12;

    private static readonly string[] Skills = ["Billing", "Retention", "Sales", "Spanish", "Support"];
    private static readonly string[] Dates = [",", ",", "2026-01-05,", "2026-03-11,", "2026-06-01,", ",2026-02-01", ",2026-03-10", ",2026-12-31", "2026-01-05,2026-02-01", "2026-03-11,2026-12-31"];
    private static readonly string[] Certifications = ["PCI", "Privacy"];

    private readonly ulong _seed;
    private readonly ITargetDialect _dialect;
    private readonly bool _hasSheet;

    /// <summary>Makes them up.</summary>
    public InventedRosters(ulong seed, ITargetDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);

        _seed = seed;
        _dialect = dialect;
        var random = new SeededRandom(seed ^ 0xA0761D6478BD642FUL);
        Options = new ActorSyncOptions
        {
            Target = new TargetOptions
            {
                Dialect = dialect.Capabilities.CertificationsAreDated ? TargetDialect.Guide : TargetDialect.Genesys,
                Observe = random.Hits(25) ? ObserveMode.Cached : ObserveMode.Always,
                ObserveBy = random.Hits(30) ? ObserveBy.User : ObserveBy.Auto,
            },
            Source = new SourceOptions { Mode = random.Hits(30) ? SourceMode.Full : SourceMode.Partial },
            Policy = new SyncPolicies(
                Removal: random.Hits(80) ? RemovalPolicy.Owned : random.Hits(50) ? RemovalPolicy.Managed : RemovalPolicy.Never,
                Absent: random.Hits(50) ? LeaverPolicy.Remove : LeaverPolicy.Keep,
                Terminated: random.Hits(80) ? LeaverPolicy.Remove : LeaverPolicy.Keep),
            Taxonomy = new DeclaredTaxonomy(
                [.. Skills.Append("PCI_Gate").Select(name => new DeclaredSkill(new SkillName(name), null, null, true, null))],
                [.. Certifications.Select(name => new DeclaredCertification(
                    new CertificationName(name), null, 365, name == "PCI" && !dialect.Capabilities.CertificationsAreDated ? new GatingSkill(new SkillName("PCI_Gate"), new Level(1)) : null, true))]),
        };
        _hasSheet = random.Hits(25);
    }

    /// <inheritdoc/>
    public ActorSyncOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Employees { get; } = [.. Enumerable.Range(1, MostPeople).Select(number => string.Create(CultureInfo.InvariantCulture, $"E{number:00}"))];

    /// <inheritdoc/>
    public RosterReading Read(int run, int people)
    {
        var text = new StringBuilder("employee_id,email,status,skills,certifications\n");
        var sheet = new StringBuilder("employee_id,skill,level,effective_date,end_date\n");
        foreach (var employee in Employees.Take(people))
        {
            // By employee and run alone, so that a story with fewer people tells the same of those who are left.
            var random = new SeededRandom(_seed ^ (ulong)(run * 7919) ^ StableSeed.Of(employee));
            if (run == 0 || !random.Hits(8))
            {
                var status = random.Hits(6) ? "terminated" : random.Hits(5) ? "inactive" : "active";
                var row = string.Create(CultureInfo.InvariantCulture, $"{employee},{employee}@example.com,{status},{SkillsOf(random)},{CertificationsOf(random)}\n");
                text.Append(random.Hits(4) ? Garbled(row, random) : row);
                DatedSkillsOf(employee, random).ForEach(dated => sheet.Append(dated));
            }
        }

        var context = Options.Source.ToContext(Options.Taxonomy, _dialect.Capabilities.Levels, gated: !_dialect.Capabilities.CertificationsAreDated);
        return RosterReader.ReadAsync([.. Files().Select(file => SourceInput.FromBytes(file.Name, Encoding.UTF8.GetBytes(file.Text.ToString())))], Options.Source, context).GetAwaiter().GetResult();

        (string Name, StringBuilder Text)[] Files() => _hasSheet ? [("people.csv", text), ("skills.csv", sheet)] : [("people.csv", text)];
    }

    /// <inheritdoc/>
    public ImmutableHashSet<EmployeeId>? Only(int people) => null;

    // As such files come: without the key, with a status, a level or a name that nobody knows.
    private static string Garbled(string row, SeededRandom random) => random.Below(4) switch
    {
        0 => row[row.IndexOf(',', StringComparison.Ordinal)..],
        1 => row.Replace("active", "fishing", StringComparison.Ordinal),
        2 => row.Replace("Sales:", "Sales:nine", StringComparison.Ordinal),
        _ => row.Replace("Billing:", "Biling:", StringComparison.Ordinal),
    };

    private static string SkillsOf(SeededRandom random)
    {
        var stated = Skills.Where(_ => random.Hits(45)).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{(random.Hits(8) ? 0 : random.Between(1, 5))}")).ToList();
        return random.Hits(8) ? string.Empty : stated.Count == 0 ? "{empty}" : string.Join(';', stated);
    }

    // The simulation begins on 10 March 2026.
    private static List<string> DatedSkillsOf(string employee, SeededRandom random) =>
    [
        .. Skills.Where(_ => random.Hits(20)).Select(name => string.Create(CultureInfo.InvariantCulture, $"{employee},{name},{random.Between(1, 5)},{random.Pick(Dates)}\n")),
    ];

    private static string CertificationsOf(SeededRandom random)
    {
        var stated = Certifications.Where(_ => random.Hits(50)).Select(name =>
        {
            var year = random.Hits(15) ? 2025 : random.Between(2027, 2028);
            var renewal = random.Hits(80) ? string.Empty : random.Pick(["lapse", "lapse", "renew", "extend:400"]);
            var expiry = string.Create(CultureInfo.InvariantCulture, $"{year}-06-{random.Between(1, 28):00}");
            return renewal is "renew" or "extend:400" && random.Hits(50) ? $"{name}|||{renewal}" : $"{name}|2025-01-15|{expiry}|{renewal}";
        }).ToList();
        return random.Hits(15) ? string.Empty : stated.Count == 0 ? "{empty}" : string.Join(';', stated);
    }
}
