using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RequestCountingTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private static readonly RunJob Job = new(
        RunId.Of(Noon, null), RunKind.Run, new SourceName("hris"), SourceMode.Partial, null, null, null, null, ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, Noon);

    private readonly RequestMeter _meter = new(RequestCounts.None);
    private readonly RequestCounting _counting;

    public RequestCountingTests() => _counting = new RequestCounting(null!, _meter);

    [Fact]
    public void A_process_that_sends_nothing_says_every_ten_seconds_that_it_is_at_work()
    {
        var said = Enumerable.Range(1, 25).Where(second => _counting.HasToRecord(Job, Noon + Duration.FromSeconds(second))).ToList();

        Assert.Equal([10, 20], said);
        Assert.True(_counting.HasToRecord(Job, Noon + Duration.FromHours(1)));
    }

    [Fact]
    public void Requests_that_were_sent_are_recorded_without_delay()
    {
        _meter.Read(RequestCounts.None);
        _meter.Read(new RequestCounts(1, 0, 0, 0, 0, 0));

        Assert.True(_counting.HasToRecord(Job, Noon + Duration.FromSeconds(1)));
    }

    [Fact]
    public void Without_a_gateway_each_question_is_answered_at_once()
    {
        var answered = 0;
        _counting.MissGateway();

        _counting.Ask(_ => answered++, Noon);

        Assert.Equal(1, answered);
    }
}
