using System.Globalization;
using ActorSync.Core.Dialects;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>What the dates of the target's answers are good for.</summary>
public sealed class TargetClockTests : GatewayTest
{
    [Fact]
    public async Task A_date_to_wait_for_is_counted_by_the_targets_clock_even_where_the_429_itself_has_no_date()
    {
        var there = Time.GetUtcNow().AddHours(1);
        Target.Then(Dated(there, Answer(200, "{}"))).Then(context =>
        {
            context.Response.Headers.Date = string.Empty;
            return Answer(429, retryAfter: there.AddSeconds(10).ToString("R", CultureInfo.InvariantCulture))(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient();
        await client.SendAsync(Read, Cancel);

        _ = client.SendAsync(Read, Cancel);
        var began = await PausedAsync(pauses, client);

        // A date has whole seconds, so the target's clock is known to half a second either way.
        Assert.Equal(Instant.FromDateTimeOffset(Time.GetUtcNow().AddSeconds(9.55)), began.Until);
        Assert.Equal(Duration.FromSeconds(3_600.5), (await client.GetStatusAsync(Cancel)).ClockOffset);
    }

    [Fact]
    public async Task A_wait_that_nobody_can_mean_is_cut_off_and_raises_the_alarm_once()
    {
        var both = new TaskCompletionSource();
        var arrived = 0;
        Target.Otherwise = async context =>
        {
            if (Interlocked.Increment(ref arrived) == 2)
            {
                both.SetResult();
            }

            await both.Task;
            await Answer(429, retryAfter: "99999999")(context);
        };
        var client = StartClient();

        var outcomes = await Task.WhenAll(client.SendAsync(Read, Cancel), client.SendAsync(Write, Cancel));

        Assert.All(outcomes, outcome => Assert.Equal(
            new TargetOutcome.NotSent(Instant.FromDateTimeOffset(Time.GetUtcNow().AddHours(24).AddMilliseconds(50))), outcome));
        Assert.Equal("The target asks t1 to wait for more than 24 h; it is taken as a pause until 2026-03-02T12:00:00Z", Assert.Single(Log.Alerts));
    }

    private static Func<HttpContext, Task> Dated(DateTimeOffset date, Func<HttpContext, Task> answer) => context =>
    {
        context.Response.Headers.Date = date.ToString("R", CultureInfo.InvariantCulture);
        return answer(context);
    };
}
