using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.TestKit.Xunit;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Users;

public sealed class UserActorTests : TestKit
{
    private readonly TestProbe _partition;
    private readonly TestProbe _gateway;
    private readonly ModelTarget _target = new(User(1, (Spanish, 4)));
    private readonly IActorRef _user;

    public UserActorTests()
        : base(ConfigurationFactory.ParseString(TestConfig).WithFallback(TestConfigs.TestSchedulerConfig))
    {
        _partition = CreateTestProbe();
        _gateway = CreateTestProbe();
        _user = _partition.ChildActorOf(Props.Create<UserActor>(new ScriptedClient(_gateway), Clock, new SpanHolder()), Akka.Actor.SupervisorStrategy.StoppingStrategy);
    }

    private UserMessage.Begin Look => new(new UserLook(_target, _target.User.Unknown()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_unknown_is_read_and_told()
    {
        _user.Tell(Look);

        (await Asked()).Ok();

        var read = await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel);
        Assert.Equal((_target.User, null, null), (read.User, read.Problem, read.Stop));
    }

    [Fact]
    public async Task Once_its_work_has_ended_it_does_the_next_user_s()
    {
        var next = User(2, (Spanish, 2));
        _user.Tell(Look);
        (await Asked()).Ok();
        await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel);

        _target.User = next;
        _user.Tell(new UserMessage.Begin(new UserLook(_target, next.Unknown())));
        var read = await Asked();

        Assert.Equal(next.Id, read.Request.User);
        read.Ok();
        Assert.Equal(next, (await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel)).User);
    }

    [Fact]
    public async Task A_user_whom_the_target_does_not_know_is_told_with_the_reason()
    {
        _user.Tell(Look);

        for (var miss = 0; miss <= UserReading.MaxMisses; miss++)
        {
            var read = await Asked();
            await _user.Ask<ActorIdentity>(new Identify(null), Cancel); // By now it waits for the answer,
            await Task.Run(() => read.Reply(new TargetOutcome.Answered(404, default, Noon)), Cancel);
            await _user.Ask<ActorIdentity>(new Identify(null), Cancel); // and by now it has handled it.
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal("user-gone", (await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel)).Problem!.Rule);
    }

    [Fact]
    public async Task What_the_target_never_shows_ends_as_unreadable_and_not_as_none()
    {
        _target.User = _target.User with { Certifications = null };
        _user.Tell(Look);

        (await Asked()).Ok();
        (await Asked()).Ok(); // Asked for once more, because the first answer showed something.

        Assert.Equal("user-unreadable", (await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel)).Problem!.Rule);
    }

    [Fact]
    public async Task A_read_that_was_not_sent_stops_the_run()
    {
        _user.Tell(Look);

        (await Asked()).Reply(new TargetOutcome.NotSent(null));

        Assert.IsType<RunStop.Interrupted>((await _partition.ExpectMsgAsync<UserMessage.UserRead>(cancellationToken: Cancel)).Stop);
    }

    [Fact]
    public async Task A_write_leaves_after_its_intent_is_durable_and_its_outcome_is_told_after_that_is_durable()
    {
        _user.Tell(Sync(GiveBilling));

        Assert.IsType<JournalEntry.Intended>(Assert.Single((await Recording()).Entries));
        Assert.False(_gateway.HasMessages);
        _user.Tell(PartitionReply.Recorded.Instance);

        var write = await Asked();
        write.Reply(_target.Apply(write.Request, Noon));

        Assert.Equal([typeof(JournalEntry.Settled), typeof(JournalEntry.Finished)], (await Recording()).Entries.Select(entry => entry.GetType()));
        Assert.False(_partition.HasMessages);
        _user.Tell(PartitionReply.Recorded.Instance);

        Assert.Equal(UserResult.Changed, (await _partition.ExpectMsgAsync<UserMessage.UserSynced>(cancellationToken: Cancel)).Result.Result);
    }

    [Fact]
    public async Task After_a_version_clash_it_waits_on_the_system_s_clock_and_reads()
    {
        _user.Tell(Sync(GiveBilling));
        await Recording();
        _user.Tell(PartitionReply.Recorded.Instance);
        var write = await Asked();
        await _user.Ask<ActorIdentity>(new Identify(null), Cancel); // By now it waits for the answer,
        await Task.Run(() => write.Reply(new TargetOutcome.Answered(409, default, Noon)), Cancel);
        await _user.Ask<ActorIdentity>(new Identify(null), Cancel); // and by now it has handled it.
        Assert.False(_gateway.HasMessages);

        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromMilliseconds(100));

        Assert.False((await Asked()).Request.IsWrite);
    }

    [Fact]
    public async Task Stopping_it_withdraws_the_request_in_flight()
    {
        _user.Tell(Look);
        var read = await Asked();

        Sys.Stop(_user);

        Assert.Equal(read.Request, (await _gateway.ExpectMsgAsync<ScriptedClient.Withdrawn>(cancellationToken: Cancel)).Request);
    }

    [Fact]
    public async Task A_gateway_that_fails_is_an_exception_that_the_supervisor_sees()
    {
        Watch(_user);
        _user.Tell(Look);

        (await Asked()).Answer.SetException(new InvalidOperationException("More requests wait than are allowed."));

        await ExpectTerminatedAsync(_user, cancellationToken: Cancel);
    }

    private UserMessage.Begin Sync(System.Collections.Immutable.ImmutableArray<Operation> decided) =>
        new(new UserSync(_target, new SyncTerms(Run, Hris, false, true, false), _target.User, new UserTask(decided, new(0, _target.WritesFor(decided)))));

    private async Task<ScriptedClient.Asked> Asked() => await _gateway.ExpectMsgAsync<ScriptedClient.Asked>(cancellationToken: Cancel);

    private async Task<PartitionMessage.Record> Recording() => await _partition.ExpectMsgAsync<PartitionMessage.Record>(cancellationToken: Cancel);
}
