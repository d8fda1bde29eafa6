using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Users;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RequestCountingTests : TestKit
{
    private readonly RequestMeter _meter = new(RequestCounts.None);
    private readonly TestProbe _log;
    private readonly RequestCounting _counting;
    private readonly RunRecording _recording;
    private Instant _now = Noon;

    public RequestCountingTests()
        : base(Sample.TestConfig)
    {
        _log = CreateTestProbe();
        _counting = new RequestCounting(TestActor, _meter);
        _counting.Miss(TestActor); // Without a gateway each question is answered at once.
        _recording = new RunRecording(_log);
    }

    [Fact]
    public async Task A_process_that_sends_nothing_says_every_ten_seconds_that_it_is_at_work()
    {
        for (var second = 1; second <= 25; second++)
        {
            _now += Duration.FromSeconds(1);
            _counting.Record(CoordinatorTest.Job(RunKind.Run), _recording, () => _now);
        }

        _counting.Record(CoordinatorTest.Job(RunKind.Run), _recording, () => Noon + Duration.FromHours(1));

        foreach (var until in new[] { Duration.FromSeconds(10), Duration.FromSeconds(20), Duration.FromHours(1) })
        {
            var counted = Assert.IsType<RunEvent.Counted>(Assert.Single((await _log.ExpectMsgAsync<RecordRunEvents>(cancellationToken: TestContext.Current.CancellationToken)).Events));
            Assert.Equal((RequestCounts.None, new AtWork(Noon, Noon + until)), (counted.Requests, counted.By));
        }
    }

    [Fact]
    public async Task Requests_that_were_sent_are_recorded_without_delay()
    {
        _meter.Read(RequestCounts.None);
        _meter.Read(new RequestCounts(1, 0, 0, 0, 0, 0));
        _now += Duration.FromSeconds(1);

        _counting.Record(CoordinatorTest.Job(RunKind.Run), _recording, () => _now);

        await _log.ExpectMsgAsync<RecordRunEvents>(cancellationToken: TestContext.Current.CancellationToken);
    }
}
