using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

/// <summary>A small contact centre for examples: who is stated, what is held, what is remembered.</summary>
internal static class Given
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 10, 12, 0);
    public static readonly SourceName Hris = new("hris");
    public static readonly SourceName Other = new("training");

    public static readonly SkillName Billing = new("Billing");
    public static readonly SkillName Chat = new("Chat");
    public static readonly SkillName Spanish = new("Spanish");
    public static readonly SkillName Vip = new("VIP");
    public static readonly SkillName Ghost = new("Ghost");
    public static readonly SkillName PciGate = new("PCI_Gate");
    public static readonly SkillName GhostGate = new("Ghost_Gate");

    public static readonly CertificationName Pci = new("PCI");
    public static readonly CertificationName Gdpr = new("GDPR");
    public static readonly CertificationName Unmanaged = new("HomeGrown");
    public static readonly CertificationName GhostCertification = new("GhostCertification");
    public static readonly CertificationName Forklift = new("Forklift");

    public static readonly Level GateLevel = new(5);

    public static readonly DeclaredTaxonomy Declared = new(
        [Skill(Billing), Skill(Chat), Skill(Spanish), Skill(Vip, managed: false), Skill(Ghost), Skill(PciGate), Skill(GhostGate)],
        [
            new(Pci, null, 365, new GatingSkill(PciGate, GateLevel), Managed: true),
            new(Gdpr, null, 30, null, Managed: true),
            new(Unmanaged, null, 365, null, Managed: false),
            new(GhostCertification, null, 365, null, Managed: true),
            new(Forklift, null, 365, new GatingSkill(GhostGate, GateLevel), Managed: true),
        ]);

    public static Duration Days(int days) => Duration.FromDays(days);

    public static SyncPolicies Removing(RemovalPolicy removal) => new(removal);

    public static SkillId Id(SkillName name) => new($"skill-{name}");

    /// <summary>The id on a target of either kind; the tests use the bare name on both.</summary>
    public static CertificationId Id(CertificationName name) => new(name.Value);

    public static PlanningContext Context(
        TargetKind kind,
        SyncPolicies? policies = null,
        SourceName? source = null,
        DateTimeZone? zone = null,
        bool suspendSkillRemoval = false,
        bool suspendCertificationRemoval = false) => new(
            source ?? Hris,
            zone ?? DateTimeZone.Utc,
            new TargetTaxonomy(
                Declared,
                Declared.Skills.Select(skill => skill.Name).Where(name => name != Ghost && name != GhostGate)
                    .ToImmutableSortedDictionary(name => name, Id),
                Declared.Certifications.Select(certification => certification.Name)
                    .Where(name => kind is TargetKind.Named || name != GhostCertification)
                    .ToImmutableSortedDictionary(name => name, Id)),
            policies ?? new SyncPolicies(),
            Capabilities(kind),
            suspendSkillRemoval,
            suspendCertificationRemoval);

    public static TargetCapabilities Capabilities(TargetKind kind) => kind is TargetKind.Dated
        ? new(LevelScale.IntegersOneToFive, true, true, 50, 500, 100)
        : new(LevelScale.DecimalsZeroToFive, false, false, 50, 500, null);

    public static RosterPerson Person(
        StatedList<StatedSkill, SkillName>? skills = null,
        StatedList<StatedCertification, CertificationName>? certifications = null,
        EmploymentStatus status = EmploymentStatus.Active,
        bool hasRejectedRow = false,
        string id = "00017",
        string? email = null) => new(
            new EmployeeId(id),
            email,
            status,
            skills ?? StatedList<StatedSkill, SkillName>.NotStated,
            certifications ?? StatedList<StatedCertification, CertificationName>.NotStated,
            hasRejectedRow,
            AcceptedRows: 1,
            First: new RowRef(0, 2));

    public static StatedList<StatedSkill, SkillName> Skills(params StatedSkill[] items) => new(Statement.Stated, [.. items], [], false);

    public static StatedList<StatedCertification, CertificationName> Certified(params StatedCertification[] items) =>
        new(Statement.Stated, [.. items], [], false);

    public static StatedSkill At(
        this SkillName name, decimal? level, Instant? from = null, Instant? until = null, ItemOrigin origin = ItemOrigin.Item) =>
        new(name, level is { } value ? new Level(value) : null, from, until, new RowRef(0, 2), origin);

    public static StatedCertification Until(
        this CertificationName name, Instant? officialExpiry, Renewal? renewal = null, Instant? issuedOn = null, ItemOrigin origin = ItemOrigin.Item) =>
        new(name, issuedOn, officialExpiry, renewal ?? Renewal.None.Instance, new RowRef(0, 2), origin);

    public static ObservedUser User(
        (SkillName Name, decimal Level)[]? skills = null,
        (CertificationName Name, HeldCertification Held)[]? certifications = null,
        UserState state = UserState.Active) => new(
            Id: new UserId("u-17"),
            EmployeeId: "00017",
            Email: null,
            State: state,
            Version: 1,
            DivisionId: null,
            DivisionName: null,
            Skills: Holdings<SkillId, Level>.From((skills ?? []).Select(s => KeyValuePair.Create(Id(s.Name), new Level(s.Level)))),
            Certifications: Holdings<CertificationId, HeldCertification>.From(
                (certifications ?? []).Select(c => KeyValuePair.Create(Id(c.Name), c.Held))),
            ObservedAt: Now);

    public static (CertificationName Name, HeldCertification Held) Holds(this CertificationName name, Instant expiresOn, Instant? issuedOn = null) =>
        (name, new HeldCertification(issuedOn, expiresOn));

    public static (CertificationName Name, HeldCertification Held) Named(this CertificationName name) => (name, HeldCertification.NameOnly);

    /// <summary>A ledger in which a source owns these skills as written.</summary>
    public static AgentLedger Owning(this AgentLedger ledger, SkillName name, decimal written, SourceName? source = null) =>
        ledger with { Skills = ledger.Skills.Add(new(source ?? Hris, Id(name), new Level(written))) };

    public static AgentLedger Owning(this AgentLedger ledger, (CertificationName Name, HeldCertification Held) written, SourceName? source = null) =>
        ledger with { Certifications = ledger.Certifications.Add(new(source ?? Hris, Id(written.Name), written.Held)) };

    public static AgentLedger Dating(
        this AgentLedger ledger, CertificationName name, Instant? officialExpiry, Instant? endedAt = null, params AppliedRenewal[] renewals) =>
        ledger with { Dates = ledger.Dates.Add(new(Id(name), null, officialExpiry, endedAt, [.. renewals])) };

    public static AgentLedger Scheduling(
        this AgentLedger ledger, SkillName name, decimal level, Instant? from, Instant? until = null, SourceName? source = null) =>
        ledger with { Scheduled = ledger.Scheduled.Add(new(source ?? Hris, Id(name), new Level(level), from, until)) };

    /// <summary>Applies a decision's operations to the user and to the ledger, as an acknowledged run would.</summary>
    public static (ObservedUser User, AgentLedger Ledger) Apply(this AgentDecision decision, ObservedUser user, PlanningContext context, Instant? at = null)
    {
        var ledger = decision.Ledger;
        foreach (var operation in decision.Operations)
        {
            user = ObservedEffects.After(user, operation);
            ledger = LedgerEffects.After(ledger, operation, context.Source, at ?? Now);
        }

        return (user, ledger);
    }

    private static DeclaredSkill Skill(SkillName name, bool managed = true) => new(name, null, null, managed, null);
}
