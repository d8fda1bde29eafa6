using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>What a run stores of people as they are in a middling contact centre: five skills, two certifications, three changes.</summary>
internal static class TypicalPeople
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15, 3).PlusTicks(1_230_000);
    private static readonly SourceName Source = new("hris");
    private static readonly RunId Run = new("20261125T171503123Z");

    /// <summary>The batches of <paramref name="count"/> people in the order in which a run stores them: phase after phase, so that nothing is shared between phases.</summary>
    public static ImmutableArray<JournalBatch> Batches(int count)
    {
        var people = Enumerable.Range(1, count).ToArray();
        return
        [
            new([.. people.Select(Seen)]),
            new([.. people.Select(Noted)]),
            new([.. people.Select(Intended)]),
            new([.. people.Select(Settled)]),
            new([.. people.Select(number => new JournalEntry.Finished(User(number), Run, UserResult.Changed))]),
        ];
    }

    private static JournalEntry Seen(int number) => new JournalEntry.Seen(new(
        User(number),
        Employee(number),
        $"maximiliane.mustermann{number:00000}@contactcentre.example",
        UserState.Active,
        Version: number % 200,
        Uuid(number % 4, 9),
        $"Division {number % 4}",
        Holdings<SkillId, Level>.From(Enumerable.Range(0, 5).Select(index => KeyValuePair.Create(Skill(number + (index * 7)), new Level((index + 1) / 1.0m)))),
        Holdings<CertificationId, HeldCertification>.From(Enumerable.Range(0, 2).Select(index => KeyValuePair.Create(Certification(number + index), Held(number + index)))),
        Now));

    private static JournalEntry Noted(int number) => new JournalEntry.Noted(User(number), new(
        Employee(number),
        [Source],
        [.. Enumerable.Range(0, 3).Select(index => new OwnedSkill(Source, Skill(number + (index * 7)), new Level(3m)))],
        [],
        [.. Enumerable.Range(0, 2).Select(index => new CertificationDates(
            Certification(number + index), Midnight(number - 365), Midnight(number + index), null, []))],
        []));

    private static JournalEntry Intended(int number) => new JournalEntry.Intended(User(number), Run, 1, Operations(number));

    private static JournalEntry Settled(int number) => new JournalEntry.Settled(
        User(number), Run, 1, WriteResult.Applied, Source, Operations(number), number % 200 + 1, Now.PlusTicks(number * 2_000_000L));

    private static ImmutableArray<Operation> Operations(int number) =>
    [
        new Operation.SetCertification(Certification(number), Held(number), Held(number + 365), OperationCause.Renewed),
        new Operation.GrantSkill(Skill(number), new(3m), IsGate: false, OperationCause.Stated),
        new Operation.RateSkill(Skill(number + 7), new(2m), new(4.5m), IsGate: false, OperationCause.Stated),
    ];

    private static HeldCertification Held(int number) => new(Midnight(number - 365), Midnight(number).PlusTicks(-10_000));

    private static Instant Midnight(int number) => Instant.FromUtc(2027, 1, 1, 0, 0).Plus(Duration.FromDays(number % 300));

    private static UserId User(int number) => new(Uuid(number, 1));

    private static string Employee(int number) => $"00{number:000000}";

    private static SkillId Skill(int number) => new(Uuid(number % 40, 2));

    private static CertificationId Certification(int number) => new(Uuid(number % 10, 3));

    private static string Uuid(int number, byte kind) => new Guid(unchecked((int)(number * 2_654_435_761)), kind, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7).ToString("D");
}
