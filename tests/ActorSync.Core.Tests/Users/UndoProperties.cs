using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>What holds of taking back any run, on both kinds of target and under every policy.</summary>
public class UndoProperties
{
    private static readonly Config Settings = Cases.Of(500);

    [Fact]
    public void A_run_and_its_undoing_leave_everything_as_it_was_but_what_is_told() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var (after, ledger, changes) = Run(scenario);

        var undo = UndoRule.Decide(changes, after, ledger, scenario.Context, Now);

        var back = undo.Operations.Aggregate(after, ObservedEffects.After);
        var told = undo.Left.AddRange(undo.Notes).Select(problem => problem.About!.ToString()).ToList();
        Assert.All(undo.Left, problem => Assert.Contains("certification", problem.Message, StringComparison.Ordinal)); // Nobody has changed anything since: only dates are in the way.
        foreach (var skill in after.Skills!.Concat(scenario.User.Skills!).Select(pair => pair.Key).Distinct())
        {
            Assert.True(Same(back.Skills!, scenario.User.Skills!, skill) || told.Exists(text => text.Contains($"skill {skill}", StringComparison.Ordinal)), $"{skill} in {scenario}");
        }

        foreach (var certification in after.Certifications!.Concat(scenario.User.Certifications!).Select(pair => pair.Key).Distinct())
        {
            Assert.True(
                Same(back.Certifications!, scenario.User.Certifications!, certification) || told.Exists(text => text.Contains($"certification {certification}", StringComparison.Ordinal)),
                $"{certification} in {scenario}");
        }
    }).Check(Settings);

    [Fact]
    public void Nobody_owns_more_after_an_undoing_than_before_the_run() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var (after, ledger, changes) = Run(scenario);
        var noted = scenario.Decide().Ledger;

        var undone = UndoRule.Decide(changes, after, ledger, scenario.Context, Now).Operations.Aggregate(ledger, (known, operation) => LedgerEffects.After(known, operation, Hris, Now));

        Assert.All(undone.Skills, owned => Assert.True(noted.Skills.Contains(owned) || IsLeft(changes, undone, owned), scenario.ToString()));
        Assert.All(
            undone.Certifications,
            owned => Assert.True(
                noted.Certifications.Any(before => (before.Source, before.Certification) == (owned.Source, owned.Certification)) || ledger.Certifications.Contains(owned), scenario.ToString()));
    }).Check(Settings);

    [Fact]
    public void What_anybody_has_changed_since_is_never_touched() => Prop.ForAll(Scenarios.Any, Scenarios.Any, (scenario, other) =>
    {
        if (scenario.IsNamed != other.IsNamed)
        {
            return;
        }

        var (after, ledger, changes) = Run(scenario);
        var edited = after with { Skills = other.User.Skills, Certifications = other.User.Certifications };

        var undo = UndoRule.Decide(changes, edited, ledger, scenario.Context, Now);

        Assert.Equal(undo.Operations, Drift.Find(undo.Operations, edited).Valid);
        foreach (var operation in undo.Operations)
        {
            Assert.Equal(OperationCause.Undone, operation.Cause);
            Assert.True(IsAsWritten(operation, after, edited), $"{operation} in {scenario}");
        }
    }).Check(Settings);

    [Fact]
    public void Undoing_twice_finds_nothing_left_to_do() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var (after, ledger, changes) = Run(scenario);
        var undo = UndoRule.Decide(changes, after, ledger, scenario.Context, Now);
        var back = undo.Operations.Aggregate(after, ObservedEffects.After);

        Assert.Empty(UndoRule.Decide(changes, back, ledger, scenario.Context, Now).Operations);
    }).Check(Settings);

    private static (ObservedUser After, AgentLedger Ledger, UserChanges Changes) Run(Scenario scenario)
    {
        var decision = scenario.Decide();
        var (after, ledger) = decision.Apply(scenario.User, scenario.Context);
        var planned = new PlannedUser(scenario.User.Id, "00017", decision.Operations, null, scenario.Ledger, decision.Ledger);
        return (after, ledger, new UserChanges(scenario.User.Id, [new AppliedWrite(1, Now, decision.Operations)]) { FoundAs = scenario.User, Planned = planned });
    }

    // A re-rating that is left, or what was never of the run.
    private static bool IsLeft(UserChanges changes, AgentLedger undone, OwnedSkill owned) =>
        undone.Skills.Contains(owned) && !changes.Applied.Any(operation => operation.ToString().Contains($"skill {owned.Skill} ", StringComparison.Ordinal));

    private static bool Same<TId, TValue>(Holdings<TId, TValue> left, Holdings<TId, TValue> right, TId id)
        where TId : struct, IComparable<TId>, IEquatable<TId> =>
        left.TryGet(id, out var one) == right.TryGet(id, out var two) && EqualityComparer<TValue>.Default.Equals(one, two);

    private static bool IsAsWritten(Operation operation, ObservedUser after, ObservedUser edited) => operation switch
    {
        Operation.GrantSkill grant => Same(after.Skills!, edited.Skills!, grant.Skill),
        Operation.RateSkill rate => Same(after.Skills!, edited.Skills!, rate.Skill),
        Operation.RevokeSkill revoke => Same(after.Skills!, edited.Skills!, revoke.Skill),
        Operation.SetCertification set => IsAsWritten(set.Certification, after, edited),
        Operation.EndCertification end => IsAsWritten(end.Certification, after, edited),
        _ => false,
    };

    private static bool IsAsWritten(CertificationId id, ObservedUser after, ObservedUser edited) =>
        edited.Certifications!.TryGet(id, out var held) == after.Certifications!.TryGet(id, out var written) && held.IsAsWritten(written);
}
