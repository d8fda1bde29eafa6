using ActorSync.Core.Certifications;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Simulation.Stories;
using NodaTime;

namespace ActorSync.Simulation.Invariants;

/// <summary>Remembers of the rosters so far what the engine's ledger remembers of them too, and goes by when a later roster no longer says it.</summary>
/// <param name="world">Where it happens.</param>
internal sealed class EarlierRosters(World world)
{
    private readonly HashSet<(string Employee, string Skill)> _ended = [];
    private readonly HashSet<(string Employee, CertificationName Name, Instant Base)> _renewed = [];

    /// <summary>The roster that is made true now, or null before the first.</summary>
    public RosterReading? Now { get; private set; }

    private HashSet<(string Employee, string Id)> MayBeTaken => world.Target.MayBeTaken;

    /// <summary>A run begins to make a roster true: what that says is over, or asks to have removed, may be taken whoever gave it.</summary>
    public void Begin(RosterReading roster)
    {
        Now = roster;
        MayBeTaken.RemoveWhere(taken => world.Story.Names.Skills.ContainsKey(taken.Id)); // What was over once, the ledger remembers; a zero speaks for its own run.
        var near = world.Clock.Now + HoldingChecks.NearAnEnd;
        foreach (var person in roster.People.Values)
        {
            var (employee, skills, certifications) = (person.Id.Value, person.Skills.Items, person.Certifications.Items);
            MayBeTaken.UnionWith(certifications.Where(item => item.OfficialExpiry <= near || item.Renewal is Renewal.Lapse).Select(item => (employee, world.Story.CertificationId(item.Name))));
            MayBeTaken.UnionWith(skills.Where(item => item.Level == Level.Zero).Select(item => (employee, Story.SkillId(item.Name.Value))));
            _ended.UnionWith(skills.Where(item => item.Until <= near).Select(item => (employee, Story.SkillId(item.Name.Value))));
            foreach (var renewed in certifications.Where(item => item.Renewal is Renewal.Renew or Renewal.Extend))
            {
                if (renewed.OfficialExpiry is { } expiry)
                {
                    _renewed.Add((employee, renewed.Name, expiry));
                }
            }
        }
    }

    /// <summary>Whether a file has ever said that a skill ends, and it has by now.</summary>
    public bool HasEnded(string employee, string skill) => _ended.Contains((employee, skill));

    /// <summary>Whether a file has ever asked to renew a certification from this date on: while the date stands there, the result holds.</summary>
    public bool HasRenewed(string employee, CertificationName name, Instant from) => _renewed.Contains((employee, name, from));
}
