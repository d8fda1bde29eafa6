using System.Globalization;
using ActorSync.Core.Dialects;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A whole burst on the real clock against a target that pauses it again and again, proved by the client's own instants.</summary>
public sealed class ThrottledBurstTests : GatewayTest
{
    private const int Requests = 500;
    private const int Limit = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task No_send_begins_between_the_receipt_of_a_429_and_its_instant()
    {
        // What opens the next window is the end of a pause, and nothing else: so a slow machine meets the limit as surely as a fast one.
        var window = new Lock();
        var start = TimeProvider.System.GetTimestamp();
        var opensAt = TimeSpan.Zero;
        var taken = 0;
        Target.Otherwise = context =>
        {
            TimeSpan left;
            lock (window)
            {
                var elapsed = TimeProvider.System.GetElapsedTime(start);
                if (taken == Limit && elapsed >= opensAt)
                {
                    (opensAt, taken) = opensAt > TimeSpan.Zero ? (TimeSpan.Zero, 0) : (elapsed + Pause, taken);
                }

                left = opensAt - elapsed;
                taken += opensAt == TimeSpan.Zero ? 1 : 0;
            }

            return left > TimeSpan.Zero
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
