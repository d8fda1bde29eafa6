using System.Globalization;
using ActorSync.Core.Dialects;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A whole burst on the real clock against a target with a real limit, proved by the client's own instants.</summary>
public sealed class ThrottledBurstTests : GatewayTest
{
    private const int Requests = 500;
    private const int Limit = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task No_send_begins_between_the_receipt_of_a_429_and_its_instant()
    {
        var window = new object();
        var start = TimeProvider.System.GetTimestamp();
        var index = -1L;
        var count = 0;
        Target.Otherwise = context =>
        {
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            var current = elapsed.Ticks / Window.Ticks;
            var isOver = false;
            lock (window)
            {
                count = current == index ? count + 1 : 1;
                index = current;
                isOver = count > Limit;
            }

            var left = ((current + 1) * Window) - elapsed;
            return isOver
                ? Answer(429, retryAfter: left.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture))(context)
                : Answer(200, "{}")(context);
        };
        var client = StartClient(time: TimeProvider.System);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => client.SendAsync(Write, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        var counters = await Settled(client);
        Assert.True(counters.Throttled > 0, "The burst never met the limit.");
        Assert.Equal(Target.Requests.Count, counters.Sent);
        Assert.Equal(Requests + counters.Throttled, counters.Sent);

        var sends = Log.Attempts.ToDictionary(line => line.RequestId.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(sends.Keys.Order(), Target.Requests.Select(request => request.RequestId).Order());
        Assert.All(sends.Values.Where(line => line.Status == 429), throttle => Assert.DoesNotContain(
            sends.Values,
            send => send.SentAt > throttle.AnsweredAt && send.SentAt < throttle.PausedUntil));
    }
}
