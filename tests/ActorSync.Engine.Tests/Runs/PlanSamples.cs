using System.Collections.Immutable;
using ActorSync.Core.Pacing;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

/// <summary>A summary and a plan in which every property has a value of its own.</summary>
internal static class PlanSamples
{
    private static readonly CertificationId Pci = new("pci");
    private static readonly HeldCertification Held = new(null, Noon);
    private static readonly HeldCertification Renewed = new(Noon - Duration.FromDays(1), Noon + Duration.FromDays(365));

    public static RunSummary Summary { get; } = new(
        Run,
        RunStatus.Partial,
        SourceMode.Full,
        new RowCounts(10, 4, 3, 2, 1),
        5,
        new UserCounts(10, 4, 3, 2, 1, 6),
        new OperationCounts(1, 2, 3, 4, 5),
        new RequestCounts(7, 8, 9, 10, 11, 12),
        13,
        14,
        new GuardVerdict(GuardOutcome.Overridden, ["Too many: é."], null),
        [new Finding("people.csv", 3, "skills", "level-out-of-range", "9 is no level.", FindingSeverity.Error)],
        Noon,
        Noon + Duration.FromMilliseconds(1500),
        2)
    {
        Worked = Duration.FromMilliseconds(1250),
        Difference = new ForecastDifference { Throttled = 3, Retried = 2, Settling = 7, ReadAgain = 1, FoundSent = 6, Expected = 4, NotNeeded = 5, Unexplained = -9 },
        Doubts = new RunDoubts(
            new DoubtCounts(1, 2, 3, 4),
            [new ReportedDoubt("0042", "giving skill billing at 3", "the target answered 502", DoubtResult.AppliedInPart, Noon + Duration.FromSeconds(1))]),
        Gateway = new GatewaySummary(0.9875, 158, 160.0, 32.5, 1.05, 10, 2, 9, 3, [new RouteLatency("GET /api/v2/users", 157, 12.5, 30, 45.25)])
        {
            Pauses = [new HeldPause("t2", Instant.FromUtc(2026, 3, 1, 16, 0), "429 that asks for 14400 s")],
        },
    };

    public static PlanDocument Draft { get; } = new(
        string.Empty,
        Noon,
        "genesys-target",
        "0123abcd",
        Hris,
        Summary,
        [
            new PlannedUser(
                Id(1),
                Employee(1),
                [
                    .. GiveBilling,
                    new Operation.RateSkill(Spanish, new Level(1.5m), new Level(2), true, OperationCause.Stated) { Origin = new RowRef(1, 17), Until = Noon + Duration.FromMilliseconds(1500) },
                    .. TakeSpanish,
                    new Operation.SetCertification(Pci, null, Renewed, OperationCause.Undone) { Restores = new RestoredPlace(Hris, new ProfileNames(["Zed", " é"])) },
                    new Operation.EndCertification(Pci, Held, Renewed, OperationCause.Expired),
                ],
                null,
                AgentLedger.Empty,
                new AgentLedger(
                    Employee(1),
                    [Hris],
                    [new OwnedSkill(Hris, Billing, new Level(3))],
                    [new OwnedCertification(Hris, Pci, Renewed)],
                    [new CertificationDates(Pci, null, Noon, null, [new AppliedRenewal(Noon, Noon + Duration.FromDays(30))])],
                    [new ScheduledSkill(Hris, Spanish, new Level(2), Noon, null)])),
            new PlannedUser(Id(2), Employee(2), TakeSpanish, "The user is inactive.", AgentLedger.Empty, AgentLedger.Empty),
        ])
    {
        Files = ["people.csv", "skills.csv"],
        Undoes = new RunId("20261124T171503123Z"),
        Names = new TaxonomyNames(
            ImmutableDictionary<SkillId, SkillName>.Empty.Add(Billing, new SkillName("Billing, é")).Add(Spanish, new SkillName("Spanish")),
            ImmutableDictionary<CertificationId, CertificationName>.Empty.Add(Pci, new CertificationName("PCI_DSS"))),
    };
}
