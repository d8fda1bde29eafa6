using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

/// <summary>One user who is synchronised against a model of the target.</summary>
public abstract class UserSyncTest
{
    protected static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);
    protected static readonly SkillId Billing = new("billing");
    protected static readonly SkillId Spanish = new("spanish");
    protected static readonly RunId Run = new("20260301T120000000Z");
    protected static readonly SyncTerms Terms = new(Run, new SourceName("hris"), false, true, false);

    protected static readonly ImmutableArray<Operation> GiveBilling = [new Operation.GrantSkill(Billing, new Level(3), false, OperationCause.Stated)];
    protected static readonly ImmutableArray<Operation> TakeSpanish = [new Operation.RevokeSkill(Spanish, new Level(4), false, OperationCause.Zero)];

    // What is in doubt is read back until it is settled; nothing else may be sent for the user until then.
    protected static UserStep.Record ReadUntilSettled(UserSync sync)
    {
        foreach (var wait in ReadBack.Waits)
        {
            Assert.Equal(wait, Assert.IsType<UserStep.Wait>(sync.Answered(Ok, Now)).For);
            Assert.False(Assert.IsType<UserStep.Send>(sync.Waited()).Request.IsWrite);
        }

        return Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));
    }

    protected static ImmutableArray<Operation> ThreeChanges =>
    [
        .. GiveBilling,
        new Operation.GrantSkill(new SkillId("chat"), new Level(2), false, OperationCause.Stated),
        new Operation.RevokeSkill(Spanish, new Level(4), false, OperationCause.NoLongerStated),
    ];

    protected static TargetOutcome Ok => new TargetOutcome.Answered(200, default, Now);

    /// <summary>What can become of a write.</summary>
    protected enum WriteFault
    {
        LostBefore,
        LostAfter,
        Clash,
        AppliedInPart,
        TooLate,
        ValueMoved,
        Refused,
    }

    private protected static TargetOutcome Fault(WriteFault fault, ModelTarget target, TargetRequest request)
    {
        switch (fault)
        {
            case WriteFault.LostBefore:
                return new TargetOutcome.InDoubt("lost before it was applied");
            case WriteFault.LostAfter:
                target.Apply(request, Now);
                return new TargetOutcome.InDoubt("lost after it was applied");
            case WriteFault.AppliedInPart:
                target.ApplyFirst(request);
                return new TargetOutcome.InDoubt("lost after the first of it was applied");
            case WriteFault.TooLate:
                return TargetOutcome.TooLate.Instance;
            case WriteFault.ValueMoved:
                target.User = target.User with { Skills = target.User.Skills!.With(Spanish, new Level(2)) };
                return new TargetOutcome.Answered(409, default, Now);
            case WriteFault.Refused:
                return new TargetOutcome.Answered(400, default, Now);
            default:
                return new TargetOutcome.Answered(409, default, Now);
        }
    }

    private protected static UserSyncResult RunToEnd(ModelTarget target, ImmutableArray<Operation> decided, Func<TargetRequest, TargetOutcome> answer, Func<Instant>? clock = null)
    {
        var sync = Sync(target, decided);
        var now = clock ?? (() => Now);
        var step = sync.Begin(now());
        var durableIntents = new HashSet<int>();
        var settled = new HashSet<int>();
        var readSinceDoubt = true;
        for (var steps = 0; steps < 1_000; steps++)
        {
            switch (step)
            {
                case UserStep.Record record:
                    durableIntents.UnionWith(record.Entries.OfType<JournalEntry.Intended>().Select(intent => intent.Sequence));
                    settled.UnionWith(record.Entries.OfType<JournalEntry.Settled>().Select(outcome => outcome.Sequence));
                    step = sync.Durable(now());
                    break;
                case UserStep.Send send:
                    if (send.Request.IsWrite)
                    {
                        Assert.Equal(settled.Count + 1, durableIntents.Count);
                        Assert.True(readSinceDoubt, "A write left after one in doubt without a read between them.");
                    }

                    var outcome = answer(send.Request);
                    readSinceDoubt = send.Request.IsWrite ? outcome is not TargetOutcome.InDoubt : readSinceDoubt || outcome is TargetOutcome.Answered { Status: 200 };
                    step = sync.Answered(outcome, now());
                    break;
                case UserStep.Wait:
                    step = sync.Waited();
                    break;
                case UserStep.Finish finish:
                    Assert.Equal(durableIntents, settled);
                    return finish.Result;
            }
        }

        throw new InvalidOperationException("The user never ends.");
    }

    private protected static UserSync Sync(ModelTarget target, ImmutableArray<Operation> decided) => new(target, Terms, target.User, new UserTask(decided, new(0, target.WritesFor(decided))));

    private protected static ModelTarget Target(params (SkillId Skill, int Level)[] skills) => new(new ObservedUser(
        new UserId("u1"),
        "000123",
        null,
        UserState.Active,
        1,
        null,
        null,
        Holdings<SkillId, Level>.From(skills.Select(skill => KeyValuePair.Create(skill.Skill, new Level(skill.Level)))),
        Holdings<CertificationId, HeldCertification>.Empty,
        Now));
}
