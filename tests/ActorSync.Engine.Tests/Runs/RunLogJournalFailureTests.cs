using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Users;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit.Xunit;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunLogJournalFailureTests : TestKit
{
    private const string Journal = "akka.persistence.journal.test";

    private static readonly RunEvent.Opened Opened = new(Sample.Run, "run", new SourceName("hris"), ["people.csv"], "hash", "", "", Sample.Noon);

    public RunLogJournalFailureTests()
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

    private ITestJournal Test => TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(Journal));

    [Fact]
    public async Task What_could_not_be_stored_is_told_as_failed_and_never_as_recorded()
    {
        var log = Watch(Sys.ActorOf(Props.Create<RunLog>()));
        await log.Ask<RunHistory>(GetRunHistory.Instance, Cancel);
        await Test.OnWrite.Fail();

        log.Tell(new RecordRunEvents([Opened]), TestActor);

        await ExpectMsgAsync<Status.Failure>(cancellationToken: Cancel);
        await ExpectTerminatedAsync(log, cancellationToken: Cancel);
    }

    [Fact]
    public async Task What_was_rejected_is_told_as_failed_once_and_is_not_remembered()
    {
        var log = Sys.ActorOf(Props.Create<RunLog>());
        await log.Ask<RunHistory>(GetRunHistory.Instance, Cancel);
        await Test.OnWrite.Reject();
        log.Tell(new RecordRunEvents([Opened]), TestActor);
        await ExpectMsgAsync<Status.Failure>(cancellationToken: Cancel);
        await Test.OnWrite.Pass();

        log.Tell(new RecordRunEvents([Opened with { Command = "apply" }]), TestActor);

        var recorded = await ExpectMsgAsync<RunEventsRecorded>(cancellationToken: Cancel);
        Assert.Equal("apply", recorded.History.Find(Sample.Run)!.Command);
    }

    [Fact]
    public async Task Why_it_could_not_recover_is_known_to_whoever_misses_it()
    {
        var first = Watch(Sys.ActorOf(Props.Create<RunLog>()));
        await first.Ask<RunEventsRecorded>(new RecordRunEvents([Opened]), Cancel);
        Sys.Stop(first);
        await ExpectTerminatedAsync(first, cancellationToken: Cancel);
        await Test.OnRecovery.Fail();

        var log = Watch(Sys.ActorOf(Props.Create<RunLog>()));

        await ExpectTerminatedAsync(log, cancellationToken: Cancel);
        Assert.NotNull(RecoveryFailures.Of(Sys).Find(log));
    }
}
