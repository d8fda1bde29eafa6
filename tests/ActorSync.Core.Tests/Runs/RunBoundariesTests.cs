using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

/// <summary>The places at which what runs count, list and tell changes by one.</summary>
public sealed class RunBoundariesTests
{
    private static readonly RunId Run = new("20260310T120000000Z");
    private static readonly Operation Give = new Operation.GrantSkill(new("billing"), new(3), IsGate: false, OperationCause.Stated);

    [Theory]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_599, "59 min 59 s")]
    [InlineData(3_600, "1 h")]
    [InlineData(86_399, "23 h 59 min")]
    [InlineData(86_400, "1 d")]
    public void A_time_changes_its_units_where_the_larger_one_is_full(double seconds, string text) => Assert.Equal(text, DurationText.InTwoUnits(Duration.FromSeconds(seconds)));

    [Fact]
    public void Of_many_candidates_the_first_five_are_told_in_their_order_and_the_rest_is_counted()
    {
        var none = Candidates.None;
        var five = new[] { "c", "a", "e", "b", "d" }.Aggregate(none, (known, user) => known.With(new(user)));

        Assert.Equal(("", "a, b, c, d, e"), (none.ToString(), five.ToString()));
        Assert.Equal("a, b, c, d, e and 1 more", five.With(new("f")).ToString());
        Assert.Equal("A, a, b, c, d and 1 more", five.With(new("A")).ToString());
        Assert.Equal((new UserId("x"), null), (none.With(new("x")).Only, five.Only));
    }

    [Fact]
    public void Divisions_that_nobody_is_in_are_told_in_order() => Assert.Equal(["East", "North", "West"], DivisionScope.Of(["West", "North", "East"]).Unknown([]));

    [Theory]
    [InlineData(5, "The people '1', '2', '3', '4', '5' all lead to user a. Correct the employee id or the e-mail of all but one.")]
    [InlineData(7, "The people '1', '2', '3', '4', '5' and 2 more all lead to user a. Correct the employee id or the e-mail of all but one.")]
    public void People_who_lead_to_one_user_are_named_up_to_five(int people, string message)
    {
        var stated = Enumerable.Range(1, people).Reverse().Select(number => Given.Person(id: $"{number}", email: "ana@example.com"));

        var matches = Matching.Match(stated, new UserIndex([User("a", null, "ana@example.com")]), new Dictionary<EmployeeId, UserId>());

        Assert.All(matches.Values, match => Assert.Equal(message, Assert.IsType<RosterMatch.Unmatched>(match).Message));
        Assert.Equal(people, matches.Count);
    }

    [Fact]
    public void Why_somebody_is_nobody_s_user_is_told_with_what_to_do()
    {
        var users = new UserIndex([User("a", "1", null), User("b", "1", null), User("c", "2", "cora@example.com"), User("d", "3", "dana@example.com"), User("e", null, "twin@example.com"), User("f", null, "twin@example.com"), User("g", null, null)]);
        var remembered = new Dictionary<EmployeeId, UserId> { [new("8")] = new("g") };

        string Why(string id, string? email = null) => Assert.IsType<RosterMatch.Unmatched>(Matching.Match([Given.Person(id: id, email: email)], users, remembered)[new(id)]).Message;

        Assert.Equal("Users a, b all carry the employee id '1'. Leave it on one of them on the target.", Why("1"));
        Assert.Equal("The employee id '2' names user c, but the e-mail belongs to d. Correct one of them, in the source or on the target.", Why("2", "dana@example.com"));
        Assert.Equal("The e-mail belongs to user d, who carries the employee id '3', not '9'. Correct one of them, in the source or on the target.", Why("9", "dana@example.com"));
        Assert.Equal("Users e, f have the same e-mail, and none carries the employee id '9'. Enter the employee id on the right one.", Why("9", "twin@example.com"));
        Assert.Equal("User g was '8' before, but carries neither that employee id nor the person's e-mail now. Enter the employee id there again.", Why("8"));
        Assert.Equal("No user carries the employee id '9' or the person's e-mail. Create the user on the target, or correct the id or the e-mail.", Why("9"));
    }

    [Fact]
    public void Counts_of_operations_add_up_kind_by_kind() =>
        Assert.Equal(new OperationCounts(11, 22, 33, 44, 55), new OperationCounts(1, 2, 3, 4, 5) + new OperationCounts(10, 20, 30, 40, 50));

    [Fact]
    public void Writes_in_doubt_are_reported_by_employee_and_then_by_time_those_that_are_open_among_them()
    {
        var tally = new DoubtTally();
        tally.Open(new("u-2"), "2", [Give]);
        tally.Open(new("u-1"), "1", [Give]);
        tally.Take("1", DoubtLog.None.Add(Doubt(minutes: 9)).Add(Doubt(minutes: 3)));

        Assert.Equal(
            [("1", 3), ("1", 5), ("1", 9), ("2", 5)],
            tally.ToReport(At(5)).Listed.Select(doubt => (doubt.Employee, (int)(doubt.At - Given.Now).TotalMinutes)));
    }

    [Fact]
    public void Where_more_are_open_than_are_listed_the_first_employees_are()
    {
        var tally = new DoubtTally();
        for (var number = RunDoubts.ListLimit; number >= 0; number--)
        {
            tally.Open(new($"u-{number}"), $"{number:0000}", [Give]);
        }

        var report = tally.ToReport(At(5));

        Assert.Equal((RunDoubts.ListLimit, "0000", $"{RunDoubts.ListLimit - 1:0000}"), (report.Listed.Length, report.Listed[0].Employee, report.Listed[^1].Employee));
    }

    [Fact]
    public void What_a_write_in_doubt_carried_is_told_as_a_list() => Assert.Equal(
        "giving skill billing at 3, giving skill billing at 3",
        ReportedDoubt.Of("1", Doubt(minutes: 1) with { Operations = [Give, Give] }, Core.Taxonomy.TaxonomyNames.None).Wrote);

    [Fact]
    public void An_event_of_the_journal_is_filled_to_its_limit()
    {
        Assert.Equal([JournalBatch.Limit, 1], JournalBatch.Pack([Entries(JournalBatch.Limit - 1), Entries(1), Entries(1)]).Select(batch => batch.Length));

        var queue = new JournalQueue<int>();
        queue.Add(Entries(JournalBatch.Limit - 1), 1);
        queue.Add(Entries(1), 2);
        queue.Add(Entries(1), 3);

        Assert.Equal(JournalBatch.Limit, queue.Next()!.Entries.Length);
        Assert.Equal([1, 2], queue.Written());
    }

    [Fact]
    public void After_a_write_has_failed_everybody_who_waited_is_told_once()
    {
        var queue = new JournalQueue<int>();
        queue.Add(Entries(JournalBatch.Limit), 1);
        queue.Add(Entries(1), 2);
        queue.Next();

        Assert.Equal([1, 2], queue.Failed());
        Assert.Empty(queue.Failed());
        Assert.Equal((0, true), (queue.Entries, queue.HasFailed));

        var idle = new JournalQueue<int>();
        idle.Add(Entries(1), 3);
        Assert.Equal([3], idle.Failed()); // Nothing was being written.
    }

    [Theory]
    [InlineData(63, 63)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(66, 65)]
    public void Latencies_have_a_bucket_each_to_64_microseconds_and_one_for_two_above(int microseconds, int bucket) =>
        Assert.Equal(bucket, LatencyHistogram.BucketOf(TimeSpan.FromMicroseconds(microseconds)));

    [Theory]
    [InlineData(63, 63.0)]
    [InlineData(64, 64.5)]
    [InlineData(66, 66.5)]
    public void A_percentile_is_the_middle_of_its_bucket(int microseconds, double middle)
    {
        var counts = new long[LatencyHistogram.Buckets];
        counts[LatencyHistogram.BucketOf(TimeSpan.FromMicroseconds(microseconds))] = 1;

        Assert.Equal(Duration.FromTicks(middle * TimeSpan.TicksPerMicrosecond), LatencyHistogram.Of(counts).Percentile(1));
    }

    [Fact]
    public void Nobody_is_absent_whom_a_file_states_a_plan_has_or_an_undoing_is_about()
    {
        var planned = new PlannedUser(new("u-17"), "00017", [], null, AgentLedger.Empty, AgentLedger.Empty);

        Assert.True(new PersonInScope(null, null, Given.User()).IsAbsent);
        Assert.False(new PersonInScope(Given.Person(), null, Given.User()).IsAbsent);
        Assert.False(new PersonInScope(null, planned, Given.User()).IsAbsent);
        Assert.False((new PersonInScope(null, null, Given.User()) with { Undone = new UserChanges(new("u-17"), []) }).IsAbsent);
    }

    [Fact]
    public void A_user_whose_write_was_not_applied_has_no_write_applied()
    {
        var state = new PartitionState();
        state.Evolve(new JournalEntry.Intended(new("u"), Run, 1, [Give]));
        state.Evolve(new JournalEntry.Settled(new("u"), Run, 1, WriteResult.NotApplied, Given.Hris, [], null, Given.Now));
        state.Evolve(new JournalEntry.Finished(new("u"), Run, UserResult.Failed));

        Assert.Equal(new UserProgress(Run, UserResult.Failed, OperationCounts.None), state.Find(new("u"))!.Progress);
    }

    [Fact]
    public void What_one_user_had_applied_or_in_doubt_is_never_another_s()
    {
        var state = new PartitionState();
        foreach (var user in (UserId[])[new("applied"), new("written"), new("doubted")])
        {
            state.Evolve(new JournalEntry.Intended(user, Run, 1, [Give]));
            state.Evolve(new JournalEntry.Settled(user, Run, 1, user.Value == "doubted" ? WriteResult.NotApplied : WriteResult.Applied, Given.Hris, user.Value == "applied" ? [Give] : [], 2, Given.Now));
        }

        state.Evolve(new JournalEntry.Doubted(new("doubted"), Run, Doubt(minutes: 1)));
        foreach (var user in (UserId[])[new("plain"), new("applied"), new("written"), new("doubted"), new("other")])
        {
            state.Evolve(new JournalEntry.Finished(user, Run, UserResult.Changed));
        }

        Assert.Equal(
            [("plain", 0, 0, 0), ("applied", 1, 1, 0), ("written", 0, 1, 0), ("doubted", 0, 0, 1), ("other", 0, 0, 0)],
            new[] { "plain", "applied", "written", "doubted", "other" }
                .Select(user => (user, Progress: state.Find(new(user))!.Progress!))
                .Select(of => (of.user, (int)of.Progress.Applied.Total, of.Progress.WritesApplied, (int)of.Progress.Doubts.Counts.Total)));
        Assert.Same(state.Find(new("plain"))!.Progress, state.Find(new("other"))!.Progress); // They share one value.
    }

    private static WriteDoubt Doubt(int minutes) => new(1, [Give], "no answer", DoubtResult.NotApplied, At(minutes));

    private static Instant At(int minutes) => Given.Now + Duration.FromMinutes(minutes);

    private static ImmutableArray<JournalEntry> Entries(int count) => [.. Enumerable.Range(0, count).Select(number => new JournalEntry.Finished(new($"u-{number}"), Run, UserResult.Changed))];

    private static ObservedUser User(string id, string? employee, string? email) => Given.User() with { Id = new(id), EmployeeId = employee, Email = email };
}
