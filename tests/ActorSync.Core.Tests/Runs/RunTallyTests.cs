using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Runs;

/// <summary>The totals of a run, person by person.</summary>
public sealed class RunTallyTests
{
    private static readonly Operation Give = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(Id(Chat), new(1), new(2), IsGate: false, OperationCause.Stated);
    private static readonly Operation Take = new Operation.RevokeSkill(Id(Spanish), new(1), IsGate: false, OperationCause.Zero);
    private static readonly Operation Set = new Operation.SetCertification(Id(Pci), null, new(null, Now), OperationCause.Stated);
    private static readonly Operation End = new Operation.EndCertification(Id(Pci), default, default, OperationCause.Lapsed);

    private readonly RunTally _tally = new([new("people.csv", SheetKind.Person, 5, ""), new("skills.csv", SheetKind.Skill, 5, "")], new(10, 9, 1, 0, 0), 2, [], 0);

    [Fact]
    public void What_is_out_of_scope_counts_as_such_and_who_is_unmatched_is_told()
    {
        var finding = new Finding("people.csv", 3, "employee_id", "not-on-target", "Nobody.", FindingSeverity.Error);
        _tally.TakeScope(new RunScope([], 3, 1, [finding]));
        _tally.TakeScope(new RunScope([], 1, 1, []));

        Assert.Equal(new RowCounts(10, 5, 1, 0, 4), _tally.Rows);
        Assert.Equal(new UserCounts(0, 0, 0, 0, 0, 2), _tally.Users(unfinished: 0));
        Assert.Equal([finding], _tally.Findings);
    }

    [Fact]
    public void Findings_beyond_the_limit_are_counted_and_no_longer_kept()
    {
        for (var number = 0; number < RosterReading.FindingLimit + 3; number++)
        {
            _tally.Note(new Finding(string.Empty, number, string.Empty, "rule", "Message.", FindingSeverity.Notice));
        }

        Assert.Equal((RosterReading.FindingLimit, 3), (_tally.Findings.Count, _tally.FindingsOmitted));
    }

    [Fact]
    public void A_user_with_operations_is_to_be_converged_and_its_writes_are_needed()
    {
        Assert.True(Decide(Planned("1", Give, Rate, Take), writes: 2));
        Assert.True(Decide(Planned("2", Set, End), writes: 3));

        Assert.Equal(new OperationCounts(1, 1, 1, 1, 1), _tally.Decided);
        Assert.Equal(5, _tally.Decided.Total);
        Assert.Equal(5, _tally.WritesNeeded);
        Assert.Equal(["u-1", "u-2"], _tally.Planned.Keys.Select(user => user.Value).Order());
        Assert.Equal((2L, 2L), (_tally.Guard.PeopleInScope, _tally.Guard.Removals));
        Assert.Equal(new UserCounts(0, 0, 0, 0, 0, 0), _tally.Users(unfinished: 0));
        Assert.Equal(new UserCounts(4, 1, 0, 1, 2, 0), _tally.Users(unfinished: 1, changed: 1, held: 2));
    }

    [Theory]
    [InlineData(null, false, false, UserResult.Unchanged)]
    [InlineData(UserResult.Unchanged, false, false, UserResult.Unchanged)]
    [InlineData(UserResult.Changed, false, false, UserResult.Changed)] // An earlier process of the run has changed the user.
    [InlineData(null, true, false, UserResult.Failed)] // The plan had skipped something.
    [InlineData(null, false, true, UserResult.Failed)]
    public void A_user_without_operations_is_finished(UserResult? recorded, bool hadSkipped, bool skips, UserResult result)
    {
        ImmutableArray<UserProblem> skipped = skips ? [UserProblem.Moved(Give)] : [];

        Assert.False(_tally.TakeDecision(Planned("1") with { HasSkipped = hadSkipped }, Decision(), isAbsent: false, skipped, writes: 0, recorded));

        Assert.Equal(Counts(result), _tally.Users(unfinished: 0));
        Assert.Empty(_tally.Planned);
        Assert.Equal(skips ? ["Employee 1: " + UserProblem.Moved(Give).InWords(TaxonomyNames.None)] : [], _tally.Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void A_user_of_whom_only_the_ledger_changes_is_planned_too()
    {
        Decide(Planned("1") with { LedgerNoted = AgentLedger.Empty.Owning(Billing, 3) });

        Assert.Equal(["u-1"], _tally.Planned.Keys.Select(user => user.Value));
    }

    [Fact]
    public void Somebody_absent_counts_only_where_something_would_be_taken()
    {
        Assert.False(_tally.TakeDecision(Planned("1"), Decision(), isAbsent: true, [], writes: 0));
        Assert.Equal((UserCounts.None, 0), (_tally.Users(unfinished: 0), _tally.Guard.PeopleInScope));

        Assert.True(_tally.TakeDecision(Planned("2", Take), Decision(Take), isAbsent: true, [], writes: 1));
        Assert.Equal(1, _tally.Guard.PeopleInScope);
    }

    [Fact]
    public void A_held_user_is_told_with_the_reason_and_not_converged()
    {
        Assert.False(Decide(Planned("1", Give) with { Held = "The user is inactive." }, writes: 1));

        Assert.Equal(Counts(UserResult.Held), _tally.Users(unfinished: 0));
        Assert.Equal([new Finding(string.Empty, 0, string.Empty, "user-held", "Employee 1: The user is inactive.", FindingSeverity.Error)], _tally.Findings);
        Assert.Equal((OperationCounts.None, 0L), (_tally.Decided, _tally.WritesNeeded));
    }

    [Fact]
    public void An_item_that_the_target_lacks_is_rejected_with_its_file_and_line_a_row_of_a_sheet_as_a_row()
    {
        ImmutableArray<ItemRejection> rejections =
        [
            new(new RowRef(0, 4), ItemOrigin.Item, "skills", "skill-not-on-target", "An item."), new(new RowRef(1, 7), ItemOrigin.SheetRow, "skills", "skill-not-on-target", "A row."),
            new(new RowRef(2, 9), ItemOrigin.Item, "skills", "skill-not-on-target", "Of a file that the plan alone knows."),
        ];

        _tally.TakeDecision(Planned("1"), Decision() with { Rejections = rejections }, isAbsent: false, [], writes: 0);

        Assert.Equal((new RowCounts(10, 8, 2, 0, 0), 4L), (_tally.Rows, _tally.ItemsRejected));
        Assert.Equal(
            [
                new Finding("people.csv", 4, "skills", "skill-not-on-target", "An item.", FindingSeverity.Error),
                new Finding("skills.csv", 7, "skills", "skill-not-on-target", "A row.", FindingSeverity.Error),
                new Finding(string.Empty, 9, "skills", "skill-not-on-target", "Of a file that the plan alone knows.", FindingSeverity.Error),
            ],
            _tally.Findings);
    }

    [Fact]
    public void Somebody_who_could_not_be_decided_has_failed_for_a_reason()
    {
        _tally.TakeFailure("00017", UserProblem.NotShown);

        Assert.Equal(Counts(UserResult.Failed), _tally.Users(unfinished: 0));
        Assert.Equal(
            [new Finding(string.Empty, 0, string.Empty, "user-unreadable", $"Employee 00017: {UserProblem.NotShown.Message}", FindingSeverity.Error)], _tally.Findings);
    }

    [Fact]
    public void A_warning_keeps_nothing_from_being_done()
    {
        _tally.Warn("00017", new UserProblem("note", "Look at it."));

        Assert.Equal([new Finding(string.Empty, 0, string.Empty, "note", "Employee 00017: Look at it.", FindingSeverity.Warning)], _tally.Findings);
        Assert.Equal(UserCounts.None, _tally.Users(unfinished: 0));
    }

    [Theory]
    [InlineData(UserResult.Unchanged)]
    [InlineData(UserResult.Changed)]
    [InlineData(UserResult.Held)]
    [InlineData(UserResult.Failed)]
    public void A_user_counts_by_how_it_ended(UserResult result)
    {
        Decide(Planned("1", Give), writes: 1);
        _tally.TakeResult(new("u-1"), new UserSyncResult(result, new OperationCounts(1, 0, 0, 0, 0), [UserProblem.Moved(Give)], null) { WritesApplied = 2, RequestsAgain = new(3, 4) });

        Assert.Equal(Counts(result), _tally.Users(unfinished: 0));
        Assert.Equal((1L, 2L, new RequestsAgain(3, 4)), (_tally.Applied.Total, _tally.WritesApplied, _tally.RequestsAgain));
        Assert.StartsWith("Employee 1: giving skill", Assert.Single(_tally.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_finished_stays_under_way_with_what_was_applied()
    {
        Decide(Planned("1", Give), writes: 1);
        _tally.TakeResult(new("u-1"), new UserSyncResult(null, new OperationCounts(1, 0, 0, 0, 0), [], null) { WritesApplied = 1 });

        Assert.Equal((UserCounts.None, 1L, 1L), (_tally.Users(unfinished: 0), _tally.Applied.Total, _tally.WritesApplied));
    }

    [Fact]
    public void Who_is_given_up_has_failed_and_what_earlier_processes_did_is_carried_over()
    {
        _tally.GiveUp(3);
        _tally.CarryOverWrites(4);
        _tally.CarryOver(new OperationCounts(1, 2, 0, 0, 0));
        _tally.TakeFinished(UserResult.Changed, new OperationCounts(0, 0, 1, 0, 0));

        Assert.Equal(new UserCounts(4, 1, 0, 3, 0, 0), _tally.Users(unfinished: 0));
        Assert.Equal((4L, new OperationCounts(1, 2, 1, 0, 0)), (_tally.WritesApplied, _tally.Applied));
    }

    private static UserCounts Counts(UserResult result) => new(
        1, result == UserResult.Changed ? 1 : 0, result == UserResult.Unchanged ? 1 : 0, result == UserResult.Failed ? 1 : 0, result == UserResult.Held ? 1 : 0, 0);

    private static PlannedUser Planned(string employee, params Operation[] operations) => new(new($"u-{employee}"), employee, [.. operations], null, AgentLedger.Empty, AgentLedger.Empty);

    private static AgentDecision Decision(params Operation[] operations) => new([.. operations], AgentLedger.Empty, [], null, operations.Length);

    private bool Decide(PlannedUser planned, int writes = 0) => _tally.TakeDecision(planned, Decision([.. planned.Operations]), isAbsent: false, [], writes);
}
