using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace ActorSync.Engine.Tests.Users;

/// <summary>A few users, skills and operations for the tests of actors.</summary>
internal static class Sample
{
    public const string TestConfig = "akka.test.single-expect-default = 60s\nakka.loglevel = ERROR";

    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 10, 12, 0);
    public static readonly RunId Run = new("20260310T120000000Z");
    public static readonly SourceName Hris = new("hris");
    public static readonly SkillId Billing = new("billing");
    public static readonly SkillId Spanish = new("spanish");

    public static readonly ImmutableArray<Operation> GiveBilling = [new Operation.GrantSkill(Billing, new Level(3), false, OperationCause.Stated)];
    public static readonly ImmutableArray<Operation> TakeSpanish = [new Operation.RevokeSkill(Spanish, new Level(4), false, OperationCause.Zero)];

    public static IClock Clock { get; } = new TimeProviderClock(new FakeTimeProvider(Noon.ToDateTimeOffset()));

    public static UserId Id(int number) => new($"u{number:000}");

    public static string Employee(int number) => $"{number:00000}";

    public static ObservedUser User(int number, params (SkillId Skill, int Level)[] skills) => new(
        Id(number),
        Employee(number),
        null,
        UserState.Active,
        1,
        null,
        null,
        Holdings<SkillId, Level>.From(skills.Select(skill => KeyValuePair.Create(skill.Skill, new Level(skill.Level)))),
        Holdings<CertificationId, HeldCertification>.Empty,
        Noon);

    public static ObservedUser Unknown(this ObservedUser user) => user with { Skills = null, Certifications = null };

    public static PlannedUser Planned(int number, ImmutableArray<Operation> operations) =>
        new(Id(number), Employee(number), operations, null, AgentLedger.Empty, AgentLedger.Empty with { Employee = Employee(number), StatedBy = [Hris] });
}
