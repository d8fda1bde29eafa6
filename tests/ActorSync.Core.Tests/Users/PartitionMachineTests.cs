using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class PartitionMachineTests : IPartitionPort<string>
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 10, 12, 0);
    private static readonly RunId First = new("20260310T110000000Z");
    private static readonly RunId Second = new("20260310T120000000Z");
    private static readonly SourceName Hris = new("hris");
    private static readonly SkillId Billing = new("billing");
    private static readonly ObservedUser User = new(
        new UserId("u1"), "00001", null, UserState.Active, null, null, null,
        Holdings<SkillId, Level>.From([KeyValuePair.Create(Billing, new Level(2))]), Holdings<CertificationId, HeldCertification>.Empty, Noon);

    private static readonly Operation Give = new Operation.GrantSkill(new SkillId("chat"), new Level(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(Billing, new Level(2), new Level(4), IsGate: false, OperationCause.Stated);
    private static readonly PlannedUser Planned = new(User.Id, "00001", [Give, Rate], null, AgentLedger.Empty, AgentLedger.Empty);
    private static readonly ObservedUser AsWanted = User with { Skills = Holdings<SkillId, Level>.From([KeyValuePair.Create(Billing, new Level(4)), KeyValuePair.Create(new SkillId("chat"), new Level(3))]) };

    private readonly ModelTarget _target = new(User);
    private readonly PartitionState _state = new();
    private readonly PartitionMachine<string> _machine;
    private readonly List<PartitionReply> _told = [];
    private readonly List<(string User, IUserWork Work)> _started = [];
    private readonly List<string> _released = [];
    private readonly List<string> _stopped = [];
    private readonly List<string> _durable = [];
    private readonly Queue<JournalBatch> _storing = new();
    private readonly List<Duration> _gathering = [];

    public PartitionMachineTests() =>
        _machine = new PartitionMachine<string>(3, new PartitionTerms(_target, Hris, true, Duration.FromMinutes(1)), _state, this);

    void IPartitionPort<string>.Tell(PartitionReply reply) => _told.Add(reply);

    string IPartitionPort<string>.Start(IUserWork work)
    {
        _started.Add(($"user {_started.Count}", work));
        return _started[^1].User;
    }

    void IPartitionPort<string>.TellDurable(string user) => _durable.Add(user);

    void IPartitionPort<string>.Release(string user) => _released.Add(user);

    void IPartitionPort<string>.Stop(string user) => _stopped.Add(user);

    void IPartitionPort<string>.Store(JournalBatch batch) => _storing.Enqueue(batch);

    void IPartitionPort<string>.StoreReadingsAfter(Duration wait) => _gathering.Add(wait);

    [Fact]
    public void A_user_at_work_is_told_only_once_its_batch_is_durable()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false));

        _machine.TakeRecord("one", Record());
        _machine.TakeRecord("two", Record());

        Assert.Empty(_durable);
        Assert.Single(_storing); // One batch at a time.
        Commit();
        Assert.Equal(["one"], _durable);
        Commit();
        Assert.Equal(["one", "two"], _durable);
    }

    [Fact]
    public void A_run_that_only_decides_keeps_nobody_to_converge()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false) { DecidesOnly = true });
        _machine.Decide(new PartitionMessage.DecidePerson(User.Id, null, User), Noon);

        Assert.IsType<PartitionReply.PersonDecided>(_told[^1]);
        Assert.Throws<InvalidOperationException>(() => _machine.Converge(User.Id));
    }

    [Fact]
    public void Nobody_is_told_where_the_journal_refuses_and_nothing_is_taken_any_more()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false));
        _machine.TakeRecord("one", Record());

        _machine.Failed("The disk is full.", isOfStop: false);

        Assert.Empty(_durable);
        Assert.Equal("The disk is full.", Assert.IsType<PartitionReply.JournalFailed>(_told[^1]).Reason);
        Assert.Throws<InvalidOperationException>(() => _machine.TakeRecord("two", Record()));
    }

    [Fact]
    public void What_an_earlier_process_of_the_run_has_read_is_not_read_again()
    {
        _state.Evolve(new JournalEntry.Seen(User));

        Begin(new PartitionMessage.BeginRun(First, false, false, false) { ReadSince = Noon - Duration.FromMinutes(1), LastAtWork = Noon });
        Decide();

        Assert.Empty(_started);
        Assert.IsType<PartitionReply.PersonDecided>(_told[^1]);
    }

    [Fact]
    public void What_another_run_has_read_is_read_again_also_where_the_clock_was_set_back_before_this_one()
    {
        _state.Evolve(new JournalEntry.Seen(User));

        Begin(new PartitionMessage.BeginRun(Second, false, false, false) { ReadSince = Noon - Duration.FromHours(1) });
        Decide();
        Assert.IsType<UserLook>(Assert.Single(_started).Work);

        var began = Noon - Duration.FromHours(1);
        Begin(new PartitionMessage.BeginRun(Second, false, false, false) { ReadSince = began, LastAtWork = began + Duration.FromMinutes(1) });
        Decide();
        Assert.Equal(2, _started.Count);
    }

    [Fact]
    public void Whoever_is_at_work_for_an_earlier_run_is_stopped_and_what_comes_of_it_is_nobodys()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false));
        Decide();
        Begin(new PartitionMessage.BeginRun(Second, false, false, false));
        var told = _told.Count;

        Assert.Equal(["user 0"], _stopped);
        _machine.TakeReading("user 0", new UserMessage.UserRead(User, null, null), Noon);

        Assert.Equal(told, _told.Count);
        Assert.Empty(_released);
    }

    [Fact]
    public void Whoever_has_told_how_the_work_ended_is_free_and_nobody_else_is()
    {
        BeginReading(2);

        Read(1, Noon);
        Read(1, Noon); // Said twice, it ends once.

        Assert.Equal(["user 1"], _released);
        Assert.Empty(_stopped);
    }

    [Fact]
    public void Notes_of_an_earlier_run_that_become_durable_do_not_say_that_this_one_may_write()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false));
        _machine.Decide(new PartitionMessage.DecidePerson(User.Id, null, User), Noon);
        _machine.BeginConverge(Noon);
        Assert.Single(_storing);

        Begin(new PartitionMessage.BeginRun(Second, false, false, false));
        Commit();

        Assert.DoesNotContain(_told, reply => reply is PartitionReply.ConvergeBegun);
    }

    [Fact]
    public void A_run_that_goes_on_says_that_it_is_done_with_a_user_once_the_journal_says_so_and_with_all_that_was_learned()
    {
        ChangeBefore();
        GoOn(AsWanted);

        Assert.DoesNotContain(_told, reply => reply is PartitionReply.PersonDecided);
        Commit();

        Assert.Equal(UserResult.Changed, Assert.IsType<PartitionReply.PersonDecided>(_told[^1]).Finished);
        var known = _state.Find(User.Id)!;
        Assert.Equal((UserResult.Changed, AsWanted), (known.ProgressIn(First)!.Result, known.LastKnown));
        _machine.BeginConverge(Noon);
        Assert.Empty(_storing); // Nothing of it is stored twice.
    }

    [Fact]
    public void A_run_that_goes_on_finds_somebody_whom_it_has_not_changed_as_wanted_and_says_so()
    {
        GoOn(AsWanted);
        Commit();

        Assert.Equal(UserResult.Unchanged, Assert.IsType<PartitionReply.PersonDecided>(_told[^1]).Finished);
        Assert.Equal(UserResult.Unchanged, _state.Find(User.Id)!.ProgressIn(First)!.Result);
    }

    [Fact]
    public void Whoever_has_something_left_to_be_written_is_told_at_once_and_not_finished()
    {
        ChangeBefore();
        GoOn(User);

        Assert.Empty(_storing);
        Assert.Null(Assert.IsType<PartitionReply.PersonDecided>(_told[^1]).Finished);
    }

    [Fact]
    public void A_run_that_begins_stores_nothing_of_whomever_it_finds_as_wanted()
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false));
        _machine.Decide(new PartitionMessage.DecidePlanned(Planned, AsWanted), Noon);

        Assert.Empty(_storing);
        Assert.Null(Assert.IsType<PartitionReply.PersonDecided>(_told[^1]).Finished);
    }

    [Fact]
    public void Nobody_is_finished_in_a_journal_that_refuses_or_for_a_run_that_is_over()
    {
        GoOn(AsWanted);
        Begin(new PartitionMessage.BeginRun(Second, false, true, false));
        var told = _told.Count;
        Commit();
        Assert.Equal(told, _told.Count);

        _machine.Failed("The disk is full.", isOfStop: true);
        _machine.Decide(new PartitionMessage.DecidePlanned(Planned, AsWanted), Noon);

        Assert.Empty(_storing);
        Assert.IsType<PartitionReply.JournalFailed>(_told[^1]);
    }

    [Fact]
    public void Readings_that_come_fast_gather_and_are_stored_together()
    {
        BeginReading(4);

        Read(0, Noon);
        Commit(Noon);
        Read(1, Noon + Duration.FromMilliseconds(400));
        Read(2, Noon + Duration.FromMilliseconds(600));

        Assert.Empty(_storing);
        Assert.Equal(Duration.FromMilliseconds(600), Assert.Single(_gathering));
        _machine.StoreReadings(Noon + Duration.FromSeconds(1));
        Assert.Equal(2, Assert.Single(_storing).Entries.Length);
        Read(3, Noon + Duration.FromMilliseconds(1_500));
        Commit(Noon + Duration.FromMilliseconds(1_600)); // What has come meanwhile still gathers.
        Assert.Empty(_storing);
        Assert.Equal(Duration.FromMilliseconds(500), _gathering[^1]);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(-3_600_000)] // The clock was set back.
    public void A_reading_that_comes_after_a_while_is_stored_at_once(int after)
    {
        BeginReading(2);

        Read(0, Noon);
        Commit(Noon);
        Read(1, Noon + Duration.FromMilliseconds(after));

        Assert.Single(_storing);
        Assert.Empty(_gathering);
    }

    [Fact]
    public void Readings_that_gather_go_along_with_what_somebody_waits_for()
    {
        BeginReading(2);
        Read(0, Noon);
        Commit(Noon);
        Read(1, Noon);

        _machine.TakeRecord("one", Record());

        Assert.Equal(2, Assert.Single(_storing).Entries.Length);
        Commit(Noon);
        Assert.Equal(["one"], _durable);
        _machine.StoreReadings(Noon + Duration.FromSeconds(1));
        Assert.Empty(_storing);
    }

    [Fact]
    public void The_guard_does_not_wait_for_readings_to_gather()
    {
        BeginReading(2);
        Read(0, Noon);
        Commit(Noon);
        Read(1, Noon);

        _machine.BeginConverge(Noon);

        Assert.Single(Assert.Single(_storing).Entries);
        Assert.DoesNotContain(_told, reply => reply is PartitionReply.ConvergeBegun);
        while (_storing.Count > 0)
        {
            Commit(Noon);
        }

        Assert.Contains(_told, reply => reply is PartitionReply.ConvergeBegun);
    }

    private static UserId Number(int user) => new($"u{user}");

    private static PartitionMessage.Record Record() => new(User.Id, [new JournalEntry.Noted(User.Id, AgentLedger.Empty with { Employee = "00001" })], null, []);

    private void Begin(PartitionMessage.BeginRun begin)
    {
        _machine.Begin(begin, Noon);
        _machine.Use(new PlanningContext(Hris, DateTimeZone.Utc, new TargetTaxonomy(new DeclaredTaxonomy([], []), ImmutableSortedDictionary<SkillName, SkillId>.Empty, ImmutableSortedDictionary<CertificationName, CertificationId>.Empty), new SyncPolicies(), _target.Capabilities));
    }

    // An earlier process of the run has given something to the user, and was not done.
    private void ChangeBefore()
    {
        _state.Evolve(new JournalEntry.Intended(User.Id, First, 1, [Give]));
        _state.Evolve(new JournalEntry.Settled(User.Id, First, 1, WriteResult.Applied, Hris, [Give], null, Noon));
    }

    private void GoOn(ObservedUser observed)
    {
        Begin(new PartitionMessage.BeginRun(First, false, true, false));
        _machine.Decide(new PartitionMessage.DecidePlanned(Planned, observed), Noon);
    }

    private void Decide() =>
        _machine.Decide(new PartitionMessage.DecidePerson(User.Id, null, User with { Skills = null, Certifications = null }), Noon);

    private void BeginReading(int users)
    {
        Begin(new PartitionMessage.BeginRun(First, false, false, false) { ReadSince = Noon });
        foreach (var user in Enumerable.Range(0, users))
        {
            _machine.Decide(new PartitionMessage.DecidePerson(Number(user), null, User with { Id = Number(user), Skills = null, Certifications = null }), Noon);
        }
    }

    private void Read(int user, Instant now) => _machine.TakeReading($"user {user}", new UserMessage.UserRead(User with { Id = Number(user) }, null, null), now);

    private void Commit() => Commit(Noon);

    private void Commit(Instant now)
    {
        var batch = _storing.Dequeue();
        _machine.Evolve(batch);
        _machine.GoOn(now);
    }
}
