using ActorSync.Core.Audit;
using ActorSync.Core.Certifications;
using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

public class UndoRuleTests
{
    private static readonly Operation GiveBilling = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation RateChat = new Operation.RateSkill(Id(Chat), new(1), new(4), IsGate: false, OperationCause.Stated);
    private static readonly Operation TakeSpanish = new Operation.RevokeSkill(Id(Spanish), new(2), IsGate: false, OperationCause.NoLongerStated);
    private static readonly Operation GivePci = new Operation.SetCertification(Id(Pci), null, HeldCertification.NameOnly, OperationCause.Stated);
    private static readonly Operation GiveGate = new Operation.GrantSkill(Id(PciGate), GateLevel, IsGate: true, OperationCause.Stated);
    private static readonly Operation TakePci = new Operation.EndCertification(Id(Pci), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired);
    private static readonly Operation TakeGate = new Operation.RevokeSkill(Id(PciGate), GateLevel, IsGate: true, OperationCause.Expired);

    [Fact]
    public void What_a_run_wrote_goes_back_to_what_it_was()
    {
        var undo = Undo(User([(Billing, 3), (Chat, 4)]), Changes(GiveBilling, RateChat, TakeSpanish));

        Assert.Equal(
            ["rating skill skill-Chat 4 → 1", "giving skill skill-Spanish at 2", "removing skill skill-Billing, held at 3"],
            undo.Operations.Select(operation => operation.ToString()));
        Assert.Empty(undo.Left);
    }

    [Fact]
    public void A_value_that_the_run_wrote_twice_goes_back_to_what_it_was_first()
    {
        Operation again = new Operation.RateSkill(Id(Chat), new(4), new(5), IsGate: false, OperationCause.Stated);

        Assert.Equal([new Operation.RateSkill(Id(Chat), new(5), new(1), IsGate: false, OperationCause.Undone)], Undo(User([(Chat, 5)]), Changes(RateChat, again)).Operations);
    }

    [Fact]
    public void What_somebody_has_changed_since_is_left_and_told()
    {
        var undo = Undo(User([(Billing, 5), (Chat, 4), (Spanish, 4)]), Changes(GiveBilling, RateChat, TakeSpanish));

        Assert.Equal([new Operation.RateSkill(Id(Chat), new(4), new(1), IsGate: false, OperationCause.Undone)], undo.Operations);
        Assert.Equal(["removing skill skill-Billing, held at 3", "giving skill skill-Spanish at 2"], undo.Left.Select(problem => problem.About!.ToString()));
        Assert.All(undo.Left, problem => Assert.Contains("somebody has changed the value", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_another_has_given_again_is_left_though_it_is_as_the_run_wrote_it()
    {
        var later = new RunId("20261126T171503123Z");
        var changes = Changes(GiveBilling, RateChat, TakeSpanish, GivePci, GiveGate) with
        {
            Since = [new(ValueKind.Skill, Id(Billing).Value, null), new(ValueKind.Skill, Id(Spanish).Value, later), new(ValueKind.Certification, Id(Pci).Value, null)],
        };

        var undo = Undo(User([(Billing, 3), (Chat, 4), (PciGate, 5)], [Pci.Named()]), changes);

        Assert.Equal([new Operation.RateSkill(Id(Chat), new(4), new(1), IsGate: false, OperationCause.Undone)], undo.Operations);
        Assert.Equal(4, undo.Left.Length);
        Assert.Single(undo.Left, problem => problem.Message.Contains($"run {later} has changed the value since. Take that run back first", StringComparison.Ordinal));
        Assert.Single(undo.Left, problem => problem.Message.Contains("go together", StringComparison.Ordinal));
    }

    [Fact]
    public void A_certification_with_its_dates_that_another_has_given_again_is_left()
    {
        var written = new HeldCertification(null, Now + Days(100));
        var changes = Changes(new Operation.SetCertification(Id(Pci), new(null, Now + Days(10)), written, OperationCause.Stated)) with
        {
            Since = [new(ValueKind.Certification, Id(Pci).Value, null)],
        };

        var undo = Undo(User(certifications: [(Pci, written)]), changes, TargetKind.Dated);

        Assert.Empty(undo.Operations);
        Assert.Contains("somebody has changed the value", Assert.Single(undo.Left).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_already_as_it_was_needs_nothing()
    {
        var undo = Undo(User([(Chat, 1), (Spanish, 2)]), Changes(GiveBilling, RateChat, TakeSpanish));

        Assert.Empty(undo.Operations);
        Assert.Empty(undo.Left);
    }

    [Fact]
    public void What_perhaps_was_never_written_is_left_where_it_is_shown()
    {
        var changes = Changes(RateChat) with { Unsettled = [GiveBilling] };

        Assert.Equal([GiveBilling with { Cause = OperationCause.Undone }], Undo(User([(Billing, 3), (Chat, 1)]), changes).Left.Select(problem => Granting(problem.About!)));
        Assert.Empty(Undo(User([(Chat, 1)]), changes).Left);
    }

    [Fact]
    public void What_was_found_written_after_a_process_had_ended_is_taken_back_and_told()
    {
        var undo = Undo(User([(Billing, 3)]), Changes(GiveBilling) with { Found = [GiveBilling] });

        Assert.Single(undo.Operations);
        Assert.Equal("undo-found", Assert.Single(undo.Notes).Rule);
    }

    [Fact]
    public void What_is_no_longer_managed_is_left()
    {
        Operation vip = new Operation.GrantSkill(Id(Vip), new(3), IsGate: false, OperationCause.Stated);

        var undo = Undo(User([(Vip, 3)]), Changes(vip));

        Assert.Empty(undo.Operations);
        Assert.Contains("managed", Assert.Single(undo.Left).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certification_that_the_run_gave_is_ended_and_told_where_it_cannot_be_taken_away()
    {
        var given = new HeldCertification(null, Now + Days(90));
        var set = new Operation.SetCertification(Id(Pci), null, given, OperationCause.Stated);

        var undo = Undo(User(certifications: [Pci.Holds(Now + Days(90), Now - Days(1))]), Changes(set), TargetKind.Dated);

        var end = Assert.IsType<Operation.EndCertification>(Assert.Single(undo.Operations));
        Assert.Equal(Now, end.To.ExpiresOn);
        Assert.True(end.CountsForGuard);
        Assert.Equal("undo-ended", Assert.Single(undo.Notes).Rule);
        Assert.Empty(undo.Left);

        var later = Undo(User(certifications: [Pci.Holds(Now - Days(2))]), Changes(set with { To = new(null, Now - Days(2)) }), TargetKind.Dated);
        Assert.Empty(later.Operations);
        Assert.Single(later.Notes);
    }

    [Fact]
    public void Changed_and_ended_dates_are_set_back()
    {
        var before = new HeldCertification(Now - Days(100), Now + Days(5));
        var after = before with { ExpiresOn = Now + Days(90) };
        var ended = before with { ExpiresOn = Now - Days(1) };
        Operation renew = new Operation.SetCertification(Id(Pci), before, after, OperationCause.Renewed);
        Operation end = new Operation.EndCertification(Id(Gdpr), before, ended, OperationCause.Lapsed);

        var undo = Undo(User(certifications: [(Pci, after), (Gdpr, ended)]), Changes(renew, end), TargetKind.Dated);

        Assert.Equal(
            [
                new Operation.SetCertification(Id(Gdpr), ended, before, OperationCause.Undone),
                new Operation.SetCertification(Id(Pci), after, before, OperationCause.Undone),
            ],
            undo.Operations);
    }

    [Fact]
    public void A_certification_and_its_gate_are_taken_back_together_the_gate_first()
    {
        var undo = Undo(User([(PciGate, 5)], [Pci.Named()]), Changes(GivePci, GiveGate));

        Assert.Equal(["removing skill skill-PCI_Gate, held at 5", "ending certification PCI"], undo.Operations.Select(operation => operation.ToString()));
    }

    [Fact]
    public void A_certification_whose_gate_somebody_has_changed_is_left_with_it()
    {
        var undo = Undo(User([(PciGate, 2)], [Pci.Named()]), Changes(GivePci, GiveGate));

        Assert.Empty(undo.Operations);
        Assert.Equal(2, undo.Left.Length);
        Assert.Contains(undo.Left, problem => problem.Message.Contains("go together", StringComparison.Ordinal));
    }

    [Fact]
    public void A_certification_that_had_ended_before_the_run_is_not_given_back_and_neither_is_its_gate()
    {
        var known = AgentLedger.Empty.Dating(Pci, Now - Days(1));
        var changes = Changes(TakePci, TakeGate) with { Planned = Planned(known, known) };

        var undo = Undo(User(), changes, ledger: known);

        Assert.Empty(undo.Operations);
        Assert.Equal(2, undo.Left.Length);
        Assert.All(undo.Left, problem => Assert.Contains("has ended meanwhile", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_certification_that_only_the_run_itself_said_had_ended_is_given_back_with_its_gate()
    {
        var noted = AgentLedger.Empty.Dating(Pci, Now - Days(1));
        var changes = Changes(TakePci, TakeGate) with { Planned = Planned(AgentLedger.Empty, noted) };

        Assert.Equal(2, Undo(User(), changes, ledger: noted).Operations.Length);
        Assert.Empty(Undo(User(), changes, ledger: AgentLedger.Empty.Dating(Pci, Now - Days(3))).Operations); // A later file has stated another date.
    }

    [Theory]
    [InlineData(-1, true)] // As the run itself ended it.
    [InlineData(0, false)]
    public void A_certification_that_a_later_run_ended_early_is_not_given_back_and_neither_is_its_gate(int endedAfterDays, bool isGivenBack)
    {
        var before = AgentLedger.Empty.Dating(Pci, Now + Days(90));
        var ended = Changes(TakePci with { Cause = OperationCause.NoLongerStated }, TakeGate with { Cause = OperationCause.NoLongerStated });
        var changes = ended with { Planned = Planned(before, before) };

        var undo = Undo(User(), changes, ledger: AgentLedger.Empty.Dating(Pci, Now + Days(90), endedAt: Now + Days(endedAfterDays)));

        Assert.Equal(isGivenBack ? (2, 0) : (0, 2), (undo.Operations.Length, undo.Left.Length));
    }

    [Fact]
    public void A_run_s_own_endings_are_taken_back_and_never_those_of_a_later_one() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        if (!scenario.IsNamed)
        {
            return; // Where certifications have dates, a later ending has another one: the value is no longer what the run wrote.
        }

        var decision = scenario.Decide();
        var (ended, ledger) = decision.Apply(scenario.User, scenario.Context);
        var changes = new UserChanges(scenario.User.Id, [new AppliedWrite(1, Now, decision.Operations)])
        {
            FoundAs = scenario.User,
            Planned = new PlannedUser(scenario.User.Id, "00017", decision.Operations, null, scenario.Ledger, decision.Ledger),
        };
        var taken = decision.Operations.OfType<Operation.EndCertification>().Select(end => end.Certification).ToHashSet();

        // Given again by one run, and ended early by the next: the target shows what the first wrote.
        var later = ledger with { Dates = [.. ledger.Dates.Select(dates => taken.Contains(dates.Certification) ? dates with { EndedAt = Now + Days(2) } : dates)] };

        var back = UndoRule.Decide(changes, ended, later, scenario.Context, Now + Days(3)).Operations;

        Assert.DoesNotContain(back.OfType<Operation.SetCertification>(), set => later.Dates.Any(dates => dates.Certification == set.Certification && dates.EndedAt > Now));
        Assert.True(!taken.Contains(Id(Pci)) || !later.Dates.Any(dates => dates.Certification == Id(Pci)) || back.All(operation => !operation.IsOfGate || operation is Operation.RevokeSkill), scenario.ToString());
    }).Check(Cases.Of(500));

    [Fact]
    public void A_certification_that_is_given_back_and_its_gate_say_until_when_it_holds()
    {
        var known = AgentLedger.Empty.Dating(Pci, Now + Days(3));
        var changes = Changes(TakePci, TakeGate) with { Planned = Planned(known, known) };

        var undone = Undo(User(), changes, ledger: known).Operations;

        Assert.Equal(2, undone.Length);
        Assert.All(undone, operation => Assert.Equal(ExpiryRule.ExpiresOn(Now + Days(3), ExpiryMargin.PreviousUtcDay), operation.Until));
    }

    [Fact]
    public void What_is_given_back_is_again_whose_it_was_and_what_is_taken_back_is_nobody_s()
    {
        var before = AgentLedger.Empty.Owning(Chat, 1).Owning(Spanish, 2, Other);
        var changes = Changes(GiveBilling, RateChat, TakeSpanish) with { Planned = Planned(before, before) };
        var ledger = AgentLedger.Empty.Owning(Billing, 3).Owning(Chat, 4);

        var undone = Undo(User([(Billing, 3), (Chat, 4)]), changes, ledger: ledger).Operations.Aggregate(ledger, (known, operation) => LedgerEffects.After(known, operation, Hris, Now));

        Assert.Equal(before.Skills, undone.Skills);
    }

    [Fact]
    public void Where_nobody_knows_whose_it_was_it_is_nobody_s()
    {
        var ledger = AgentLedger.Empty.Owning(Chat, 4);

        var undone = Undo(User([(Chat, 4)]), Changes(RateChat, TakeSpanish), ledger: ledger).Operations.Aggregate(ledger, (known, operation) => LedgerEffects.After(known, operation, Hris, Now));

        Assert.Empty(undone.Skills);
    }

    [Fact]
    public void A_resumed_undoing_does_not_take_again_what_it_may_have_taken_already()
    {
        Operation take = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Undone);
        var owned = AgentLedger.Empty.Owning(Billing, 3);

        Assert.False(Redecision.HasPerhapsTaken(take, owned, AgentLedger.Empty, hasApplied: false));
        Assert.False(Redecision.HasPerhapsTaken(take, owned, owned, hasApplied: true));
        Assert.True(Redecision.HasPerhapsTaken(take, owned, AgentLedger.Empty, hasApplied: true));
        Assert.True(Redecision.HasPerhapsTaken(take, AgentLedger.Empty, AgentLedger.Empty, hasApplied: true));
        Assert.False(Redecision.HasPerhapsTaken(take with { Cause = OperationCause.Zero }, owned, AgentLedger.Empty, hasApplied: true));
    }

    private static Operation Granting(Operation inverse) =>
        inverse is Operation.RevokeSkill revoke ? new Operation.GrantSkill(revoke.Skill, revoke.From, revoke.IsGate, revoke.Cause) : inverse;

    private static PlannedUser Planned(AgentLedger before, AgentLedger noted) => new(new("u-17"), "00017", [], null, before, noted);

    private static UserChanges Changes(params Operation[] applied) =>
        new(new UserId("u-17"), [.. applied.Select((operation, index) => new AppliedWrite(index + 1, Now - Days(1), [operation]))]);

    private static UndoDecision Undo(ObservedUser now, UserChanges changes, TargetKind kind = TargetKind.Named, AgentLedger? ledger = null) =>
        UndoRule.Decide(changes, now, ledger ?? AgentLedger.Empty, Context(kind), Now);
}
