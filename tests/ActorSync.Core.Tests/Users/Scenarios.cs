using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Random situations on both kinds of target, under every policy, from few names and dates so that they meet.</summary>
internal static class Scenarios
{
    private static readonly ImmutableArray<SkillName> SkillNames = [Billing, Chat, Spanish, Vip, PciGate];
    private static readonly ImmutableArray<CertificationName> CertificationNames = [Pci, Gdpr, Forklift, Unmanaged];

    private static readonly Gen<Instant> AnyDay = Gen.Elements(-400, -40, -1, 0, 1, 20, 400).Select(days => Now + Days(days));
    private static readonly Gen<Level> AnyLevel = Gen.Choose(1, 3).Select(level => new Level(level));
    private static readonly Gen<SourceName> AnySource = Gen.Elements(Hris, Hris, Other);
    private static readonly Gen<bool> Seldom = Gen.Elements(true, false, false, false, false, false);
    private static readonly Gen<bool> Often = Gen.Elements(true, false);
    private static readonly Gen<ItemOrigin> AnyOrigin = Gen.Elements(ItemOrigin.Item, ItemOrigin.Item, ItemOrigin.SheetRow);

    private static readonly Gen<SyncPolicies> AnyPolicies =
        from removal in Gen.Elements(RemovalPolicy.Never, RemovalPolicy.Owned, RemovalPolicy.Managed)
        from adopt in Often
        from terminated in Gen.Elements(LeaverPolicy.Keep, LeaverPolicy.Remove)
        from absent in Gen.Elements(LeaverPolicy.Keep, LeaverPolicy.Remove)
        from margin in Gen.Elements(ExpiryMargin.PreviousUtcDay, ExpiryMargin.None)
        select new SyncPolicies(removal, adopt, terminated, absent, margin);

    private static readonly Gen<Renewal> AnyRenewal = Gen.Elements<Renewal>(
        Renewal.None.Instance, Renewal.None.Instance, new Renewal.Renew(), new Renewal.Extend(7), new Renewal.Extend(600), new Renewal.Lapse());

    /// <summary>Any situation.</summary>
    public static Arbitrary<Scenario> Any => (
        from kind in Gen.Elements(TargetKind.Dated, TargetKind.Named)
        from policies in AnyPolicies
        from suspendSkills in Seldom
        from suspendCertifications in Seldom
        from person in Person(kind)
        from user in User(kind)
        from ledger in Ledger(kind, user)
        select new Scenario(
            person,
            user,
            ledger,
            Context(kind, policies, suspendSkillRemoval: suspendSkills, suspendCertificationRemoval: suspendCertifications))).ToArbitrary();

    private static Gen<RosterPerson?> Person(TargetKind kind) =>
        from isAbsent in Seldom
        from status in Gen.Elements(EmploymentStatus.Active, EmploymentStatus.Active, EmploymentStatus.OnLeave, EmploymentStatus.Terminated)
        from rejected in Seldom
        from skills in SkillList(kind)
        from certifications in CertificationList()
        select isAbsent ? null : Given.Person(skills, certifications, status, rejected);

    private static Gen<StatedList<StatedSkill, SkillName>> SkillList(TargetKind kind) =>
        from statement in Gen.Elements(Statement.Stated, Statement.Stated, Statement.Stated, Statement.NotStated, Statement.LeaveAsIs)
        from names in Gen.SubListOf<SkillName>(kind is TargetKind.Named ? [Billing, Chat, Spanish, Ghost] : [Billing, Chat, Spanish, Ghost, PciGate])
        from items in Each(names, Skill)
        from untouched in Gen.SubListOf<SkillName>([Chat, Vip])
        from isUntouched in Seldom
        from unknown in Seldom
        select statement is Statement.Stated
            ? new StatedList<StatedSkill, SkillName>(statement, [.. items.OrderBy(item => item.Name)], isUntouched ? [.. untouched] : [], unknown)
            : StatedList<StatedSkill, SkillName>.NotStated with { Statement = statement };

    private static Gen<StatedSkill> Skill(SkillName name) =>
        from level in Gen.Elements<decimal?>(null, 0, 1, 2, 3)
        from fromDay in Maybe(AnyDay)
        from length in Gen.Elements<int?>(null, null, 1, 30)
        from origin in AnyOrigin
        select name.At(level, fromDay, length is { } days ? (fromDay ?? Now - Days(10)) + Days(days) : null, origin);

    private static Gen<StatedList<StatedCertification, CertificationName>> CertificationList() =>
        from statement in Gen.Elements(Statement.Stated, Statement.Stated, Statement.Stated, Statement.NotStated, Statement.LeaveAsIs)
        from names in Gen.SubListOf<CertificationName>([Pci, Gdpr, Forklift, GhostCertification])
        from items in Each(names, Certification)
        from isUntouched in Seldom
        from unknown in Seldom
        select statement is Statement.Stated
            ? new StatedList<StatedCertification, CertificationName>(statement, [.. items.OrderBy(item => item.Name)], isUntouched ? [Gdpr] : [], unknown)
            : StatedList<StatedCertification, CertificationName>.NotStated with { Statement = statement };

    private static Gen<StatedCertification> Certification(CertificationName name) =>
        from official in Maybe(AnyDay)
        from issued in Maybe(AnyDay)
        from renewal in AnyRenewal
        from origin in AnyOrigin
        select name.Until(official, renewal, official is null ? null : issued, origin);

    private static Gen<ObservedUser> User(TargetKind kind) =>
        from names in Gen.SubListOf<SkillName>(SkillNames)
        from skills in Each(names, name => AnyLevel.Select(level => (name, level.Value)))
        from certified in Gen.SubListOf<CertificationName>(CertificationNames)
        from certifications in Each(certified, name => Held(kind).Select(held => (name, held)))
        from state in Gen.Elements(UserState.Active, UserState.Active, UserState.Inactive)
        select Given.User([.. skills], [.. certifications], state);

    private static Gen<HeldCertification> Held(TargetKind kind) => kind is TargetKind.Named
        ? Gen.Constant(HeldCertification.NameOnly)
        : from issued in Maybe(AnyDay)
          from expires in AnyDay
          select new HeldCertification(issued, expires - Duration.FromMilliseconds(1));

    private static Gen<AgentLedger> Ledger(TargetKind kind, ObservedUser user) =>
        from skills in Gen.SubListOf<SkillName>([Billing, Chat, Spanish, Vip])
        from owned in Each(skills, name => OwnedSkill(name, user))
        from certifications in Gen.SubListOf<CertificationName>(CertificationNames)
        from ownedCertifications in Each(certifications, name => OwnedCertification(kind, name, user))
        from dated in Gen.SubListOf<CertificationName>(CertificationNames)
        from dates in Each(dated, Dates)
        from scheduledNames in Gen.SubListOf<SkillName>([Billing, Chat, Vip])
        from scheduled in Each(scheduledNames, Scheduled)
        select AgentLedger.Empty with
        {
            Employee = "00017",
            StatedBy = [Hris],
            Skills = [.. owned.OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill)],
            Certifications = [.. ownedCertifications.OrderBy(entry => entry.Source).ThenBy(entry => entry.Certification)],
            Dates = [.. dates.OrderBy(entry => entry.Certification)],
            Scheduled = [.. scheduled.OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill)],
        };

    private static Gen<OwnedSkill> OwnedSkill(SkillName name, ObservedUser user) =>
        from source in AnySource
        from other in AnyLevel
        from isEdited in Seldom
        select new OwnedSkill(source, Id(name), !isEdited && user.Skills!.TryGet(Id(name), out var level) ? level : other);

    private static Gen<OwnedCertification> OwnedCertification(TargetKind kind, CertificationName name, ObservedUser user) =>
        from source in AnySource
        from other in Held(kind)
        from isEdited in Seldom
        select new OwnedCertification(source, Id(name), !isEdited && user.Certifications!.TryGet(Id(name), out var held) ? held : other);

    private static Gen<CertificationDates> Dates(CertificationName name) =>
        from official in Maybe(AnyDay)
        from ended in Seldom
        from extended in Seldom
        select new CertificationDates(
            Id(name),
            null,
            official,
            ended ? Now - Days(2) : null,
            extended && official is { } result ? [new AppliedRenewal(result - Days(20), result)] : []);

    private static Gen<ScheduledSkill> Scheduled(SkillName name) =>
        from source in AnySource
        from level in Gen.Choose(0, 3)
        from fromDay in Maybe(AnyDay)
        from length in Gen.Elements<int?>(null, 1, 30)
        select new ScheduledSkill(
            source, Id(name), new Level(level), fromDay, length is { } days ? (fromDay ?? Now - Days(10)) + Days(days) : null);

    private static Gen<Instant?> Maybe(Gen<Instant> instants) =>
        from instant in instants
        from isThere in Often
        select isThere ? instant : (Instant?)null;

    private static Gen<ImmutableArray<TItem>> Each<TName, TItem>(IEnumerable<TName> names, Func<TName, Gen<TItem>> item) =>
        names.Aggregate(
            Gen.Constant(ImmutableArray<TItem>.Empty),
            (gathered, name) => from before in gathered from next in item(name) select before.Add(next));
}
