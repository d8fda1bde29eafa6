using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Tests.Journal;
using ActorSync.Engine.Users;
using Microsoft.Data.Sqlite;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Users;

public sealed class UserPartitionTests : IDisposable
{
    private static readonly PartitionMessage.BeginRun BeginRun = new(Run, SkipsMoved: false, GoesOn: false, SettlesOnly: false);
    private static readonly PartitionMessage.BeginRun BeginApply = new(Run, SkipsMoved: true, GoesOn: false, SettlesOnly: false);
    private static readonly PartitionMessage.BeginRun Resume = new(Run, SkipsMoved: false, GoesOn: true, SettlesOnly: false);

    private readonly TemporaryFolder _folder = new();
    private readonly ModelTarget _target = new(User(1, (Spanish, 4)));

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    [Fact]
    public async Task Somebody_known_is_decided_without_a_request()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginRun);
        process.Tell(new PartitionMessage.UseContext(Context()));

        process.Tell(new PartitionMessage.DecidePerson(Id(1), Person(), _target.User));
        var decided = await process.Heard<PartitionReply.PersonDecided>();

        Assert.Equal([new Operation.GrantSkill(Billing, new Level(3), false, OperationCause.Stated)], decided.Decision!.Operations);
        Assert.False(process.Gateway.HasMessages);
    }

    [Fact]
    public async Task Somebody_unknown_is_read_by_a_user_actor_first()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginRun);
        process.Tell(new PartitionMessage.UseContext(Context()));

        process.Tell(new PartitionMessage.DecidePerson(Id(1), Person(), _target.User.Unknown()));
        (await process.Asked()).Ok();

        var decided = await process.Heard<PartitionReply.PersonDecided>();
        Assert.Single(decided.Decision!.Operations);
    }

    [Fact]
    public async Task One_user_actor_serves_all_who_are_read_one_after_the_other()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginRun);
        process.Tell(new PartitionMessage.UseContext(Context()));
        foreach (var number in Enumerable.Range(1, 3))
        {
            _target.User = User(number, (Spanish, 4));
            process.Tell(new PartitionMessage.DecidePerson(Id(number), Person(), _target.User.Unknown()));
            (await process.Asked()).Ok();
            await process.Heard<PartitionReply.PersonDecided>();
        }

        Assert.Equal(3, process.Askers.Count);
        Assert.Single(process.Askers.Distinct());
    }

    [Fact]
    public async Task A_converged_user_is_known_after_a_restart_with_what_is_owned_and_done()
    {
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginApply);
            await first.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
            var write = await first.Asked();
            write.Reply(_target.Apply(write.Request, Noon));
            Assert.Equal(UserResult.Changed, (await first.Heard<PartitionReply.UserConverged>()).Result.Result);
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        var begun = await second.Begin(Resume);

        var person = Assert.Single(begun.People);
        Assert.Equal(new OwnedSkill(Hris, Billing, new Level(3)), Assert.Single(person.Ledger.Skills));
        Assert.Equal(_target.User.Skills, person.LastSeen!.Skills);
        Assert.Empty(person.InDoubt);
        Assert.Equal((UserResult?)UserResult.Changed, Assert.Single(begun.Finished).Result);
    }

    [Fact]
    public async Task A_write_that_was_under_way_when_the_process_ended_is_reported_in_doubt_and_settled_by_a_read()
    {
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginApply);
            await first.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
            _target.Apply((await first.Asked()).Request, Noon); // Applied, and never answered.
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        var begun = await second.Begin(Resume);
        Assert.Equal(GiveBilling, Assert.Single(begun.People).InDoubt);
        Assert.Null(Assert.Single(begun.Finished).Result);

        var decided = await second.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
        Assert.Equal(new RequestsForeseen(1, 0), decided.Foreseen);
        var read = await second.Asked();
        Assert.False(read.Request.IsWrite);
        read.Ok();

        var result = (await second.Heard<PartitionReply.UserConverged>()).Result;
        Assert.Equal((UserResult?)UserResult.Changed, result.Result);
        Assert.Equal(1, result.Applied.SkillsAdded);
        Assert.Single(_target.Sent);
    }

    [Fact]
    public async Task A_write_that_stays_unknown_when_it_is_settled_is_in_doubt_since_the_process_that_left_it()
    {
        var left = Noon - Duration.FromHours(1);
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginApply);
            await first.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
            await first.Asked();
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        await second.Begin(Resume with { LeftAt = left });
        await second.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
        (await second.Asked()).Reply(new TargetOutcome.NotSent(Until: null));

        var doubt = Assert.Single((await second.Heard<PartitionReply.UserConverged>()).Result.Doubts.Kept);
        Assert.Equal((DoubtResult.Unsettled, left), (doubt.Result, doubt.At));
    }

    [Fact]
    public async Task A_write_in_doubt_of_which_nothing_shows_is_forecast_with_all_reads_that_settle_it_and_with_the_write()
    {
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginApply);
            await first.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
            await first.Asked();
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        await second.Begin(Resume);
        second.Tell(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
        var decided = await second.Heard<PartitionReply.PersonDecided>();

        Assert.Equal(new RequestsForeseen(1 + ReadBack.Waits.Length, 1), decided.Foreseen);
    }

    [Theory]
    [InlineData(false, 0, 1, 1)]
    [InlineData(false, 1, 3, 1)]
    [InlineData(true, 0, 1, 0)]
    [InlineData(true, 1, 2, 0)]
    public async Task A_write_that_was_left_open_longer_ago_than_the_target_is_late_is_forecast_with_one_look(bool settlesOnly, int secondsLess, int reads, int writes)
    {
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginApply);
            await first.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
            await first.Asked();
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        await second.Begin(Resume with { SettlesOnly = settlesOnly, LastAtWork = Noon - PartitionProcess.LateFor + Duration.FromSeconds(secondsLess) });
        var decided = await second.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));

        Assert.Equal(new RequestsForeseen(reads, writes), decided.Foreseen);
        if (secondsLess == 0 && settlesOnly)
        {
            (await second.Asked()).Ok();
            var result = (await second.Heard<PartitionReply.UserConverged>()).Result;
            Assert.Equal((DoubtResult.NotApplied, 0, 0), (Assert.Single(result.Doubts.Kept).Result, result.RequestsSpared, result.RequestsAgain.Settling));
        }
    }

    [Fact]
    public async Task A_resume_drops_what_is_already_as_wanted()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(Resume);

        process.Tell(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), User(1, (Billing, 3))));
        var decided = await process.Heard<PartitionReply.PersonDecided>();

        Assert.Empty(decided.Decision!.Operations);
        Assert.Empty(decided.Skipped);
    }

    [Fact]
    public async Task An_applied_plan_skips_an_operation_whose_value_has_moved()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginApply);

        process.Tell(new PartitionMessage.DecidePlanned(Planned(1, [.. GiveBilling, .. TakeSpanish]), User(1, (Spanish, 5))));
        var decided = await process.Heard<PartitionReply.PersonDecided>();

        Assert.Equal(GiveBilling, decided.Decision!.Operations);
        Assert.Equal(TakeSpanish, decided.Skipped.Select(problem => problem.About!));
    }

    [Fact]
    public async Task An_applied_plan_holds_a_user_who_is_gone_from_the_target()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginApply);

        process.Tell(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User.Unknown() with { State = UserState.Deleted }));
        var decided = await process.Heard<PartitionReply.PersonDecided>();

        Assert.NotNull(decided.Planned!.Held);
        Assert.Equal(GiveBilling, decided.Planned.Operations);
    }

    [Fact]
    public async Task A_new_run_hears_nothing_of_a_user_at_work_for_the_one_before()
    {
        await using var process = await PartitionProcess.StartAsync(Store, _target);
        await process.Begin(BeginApply);
        await process.DecideAndConverge(new PartitionMessage.DecidePlanned(Planned(1, GiveBilling), _target.User));
        var write = await process.Asked();

        await process.Begin(BeginRun with { Run = new("20260311T120000000Z") });

        Assert.Equal(write.Request, (await process.Gateway.ExpectMsgAsync<ScriptedClient.Withdrawn>(TimeSpan.FromMinutes(1), cancellationToken: TestContext.Current.CancellationToken)).Request);
        await process.Begin(BeginRun with { Run = new("20260312T120000000Z") }); // Whatever the user had told would be here by now.
        Assert.False(process.Coordinator.HasMessages);
    }

    [Fact]
    public async Task What_a_user_is_found_to_hold_on_the_way_is_known_after_a_restart_and_what_others_took_is_nobodys()
    {
        var owned = AgentLedger.Empty with { Employee = Employee(1), Skills = [new OwnedSkill(new("hris"), Billing, new Level(2)), new OwnedSkill(new("hris"), Spanish, new Level(4))] };
        var seen = User(1, (Billing, 2)) with { Version = 7 };
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginRun);
            first.Tell(new PartitionMessage.Record(Id(1), [new JournalEntry.Noted(Id(1), owned)], Seen: null, []));
            await first.Heard<PartitionReply.Recorded>();
            first.Tell(new PartitionMessage.Record(Id(1), [new JournalEntry.Finished(Id(1), Run, UserResult.Unchanged)], seen, []));
            await first.Heard<PartitionReply.Recorded>();
        }

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        var known = Assert.Single((await second.Begin(BeginRun)).People);

        Assert.Equal(Billing, Assert.Single(known.Ledger.Skills).Skill);
        Assert.Equal(seen, known.LastSeen);
    }

    [Fact]
    public async Task A_long_journal_recovers_from_a_snapshot_and_what_followed_it()
    {
        const int count = UserPartition.EventsPerSnapshot + 5;
        await using (var first = await PartitionProcess.StartAsync(Store, _target))
        {
            await first.Begin(BeginRun);
            for (var number = 0; number < count; number++)
            {
                first.Tell(new PartitionMessage.Record(Id(number % 100), [new JournalEntry.Noted(Id(number % 100), AgentLedger.Empty with { Employee = Employee(number) })], Seen: null, []));
                await first.Heard<PartitionReply.Recorded>();
            }

            await StoredSnapshot();
        }

        Forget(UserPartition.EventsPerSnapshot);

        await using var second = await PartitionProcess.StartAsync(Store, _target);
        var begun = await second.Begin(BeginRun);
        Assert.Equal(100, begun.People.Length);
        Assert.Equal(Employee(count - 1), begun.People.Single(person => person.User == Id((count - 1) % 100)).Ledger.Employee);
        Assert.Equal(Employee(UserPartition.EventsPerSnapshot - 1), begun.People.Single(person => person.User == Id(99)).Ledger.Employee);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static RosterPerson Person() => new(
        new EmployeeId(Employee(1)),
        null,
        EmploymentStatus.Active,
        new StatedList<StatedSkill, SkillName>(Statement.Stated, [new StatedSkill(new("Billing"), new Level(3), null, null, new RowRef(0, 2), ItemOrigin.Item)], [], false),
        StatedList<StatedCertification, CertificationName>.NotStated,
        HasRejectedRow: false,
        AcceptedRows: 1,
        First: new RowRef(0, 2));

    private PlanningContext Context() => new(
        Hris,
        DateTimeZone.Utc,
        new TargetTaxonomy(
            new DeclaredTaxonomy([new DeclaredSkill(new("Billing"), null, null, true, null)], []),
            ImmutableSortedDictionary<SkillName, SkillId>.Empty.Add(new("Billing"), Billing),
            ImmutableSortedDictionary<CertificationName, CertificationId>.Empty),
        new SyncPolicies(),
        _target.Capabilities);

    private async Task StoredSnapshot()
    {
        using var connection = Open("ReadOnly");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM snapshot";
        while (command.ExecuteScalar() is 0L)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private void Forget(int events)
    {
        using var connection = Open("ReadWrite");
        using var command = connection.CreateCommand();
        command.CommandText = $"DELETE FROM journal WHERE sequence_number <= {events}";
        Assert.Equal(events, command.ExecuteNonQuery());
    }

    private SqliteConnection Open(string mode)
    {
        var connection = new SqliteConnection($"Data Source={Store.File};Mode={mode};Pooling=False");
        connection.Open();
        return connection;
    }
}
