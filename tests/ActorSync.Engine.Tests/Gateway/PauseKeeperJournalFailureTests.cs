using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using ActorSync.Engine.Tests.Users;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit.Xunit;
using NodaTime;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class PauseKeeperJournalFailureTests : TestKit
{
    private const string Journal = "akka.persistence.journal.test";

    private static readonly PauseBegan Began = new("t1", Sample.Noon + Duration.FromHours(2), "429 that asks for 7200 s");

    private readonly TemporaryFolder _folder = new();

    public PauseKeeperJournalFailureTests()
        : base(ConfigurationFactory.ParseString($$"""
            {{Sample.TestConfig}}
            akka.loglevel = OFF
            akka.persistence.journal.plugin = "{{Journal}}"
            {{Journal}} {
              class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
            """))
    {
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ReadersPauses Readers => new(_folder.File("pauses"));

    private JournalWriteBehavior Writes => TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(Journal)).OnWrite;

    [Fact]
    public async Task A_pause_that_cannot_be_stored_is_left_beside_the_journal_for_the_next_process()
    {
        var keeper = Watch(await StartAsync());
        await Writes.Fail();

        Sys.EventStream.Publish(Began);

        await ExpectTerminatedAsync(keeper, cancellationToken: Cancel);
        Assert.Equal([new HeldPause(Began.Scope, Began.Until, Began.Reason)], Readers.Read(Sample.Noon));
    }

    [Fact]
    public async Task A_pause_that_is_rejected_is_left_there_too_and_held_by_this_process()
    {
        var keeper = await StartAsync();
        await Writes.Reject();

        Sys.EventStream.Publish(Began);

        Assert.Equal(["t1"], (await keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel)).ByScope.Keys);
        Assert.Equal([new HeldPause(Began.Scope, Began.Until, Began.Reason)], Readers.Read(Sample.Noon));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private async Task<IActorRef> StartAsync()
    {
        var keeper = Sys.ActorOf(Props.Create<PauseKeeper>(Sample.Clock, true, Readers));
        await keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
        return keeper;
    }
}
