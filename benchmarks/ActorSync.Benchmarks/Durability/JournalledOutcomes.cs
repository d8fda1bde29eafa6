using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Outcomes as a run has them: each person one write of three changes, acknowledged with a version.</summary>
internal static class JournalledOutcomes
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 25, 17, 15);
    private static readonly SourceName Source = new("hris");

    /// <summary>The intents of <paramref name="count"/> people in a run; each run changes what the one before it wrote.</summary>
    public static JournalEntry.Intended[] Intents(RunId run, int count, int turn) =>
        [.. Enumerable.Range(0, count).Select(number => new JournalEntry.Intended(User(number), run, 1, Operations(number, turn)))];

    /// <summary>The outcome of an intent.</summary>
    public static JournalEntry.Settled OutcomeOf(JournalEntry.Intended intent, int number) =>
        new(intent.User, intent.Run, intent.Sequence, WriteResult.Applied, Source, intent.Operations, (number % 200) + 1, Start.Plus(Duration.FromMilliseconds(number)));

    private static ImmutableArray<Operation> Operations(int number, int turn) =>
    [
        new Operation.SetCertification(new(Uuid(number % 10, 3)), Held(number + turn), Held(number + turn + 1), OperationCause.Renewed),
        new Operation.GrantSkill(Skill(number), new(1 + (turn % 5)), IsGate: false, OperationCause.Stated),
        new Operation.RateSkill(Skill(number + 7), new(2m), new(4.5m), IsGate: false, OperationCause.Stated),
    ];

    private static HeldCertification Held(int number) => new(Midnight(number - 365), Midnight(number).PlusTicks(-10_000));

    private static Instant Midnight(int number) => Instant.FromUtc(2027, 1, 1, 0, 0).Plus(Duration.FromDays(number % 300));

    private static UserId User(int number) => new(Uuid(number, 1));

    private static SkillId Skill(int number) => new(Uuid(number % 40, 2));

    private static string Uuid(int number, byte kind) => new Guid(unchecked((int)(number * 2_654_435_761)), kind, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7).ToString("D");
}
