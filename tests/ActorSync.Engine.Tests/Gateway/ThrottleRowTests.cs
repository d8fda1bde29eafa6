using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class ThrottleRowTests : GatewayTest
{
    [Fact]
    public async Task A_target_that_asks_for_a_second_again_and_again_is_asked_on_and_spoken_of()
    {
        const int Row = 25;
        for (var answer = 0; answer < Row; answer++)
        {
            Target.Then(Answer(429, retryAfter: "1"));
        }

        var pauses = ProbeOfPauses();
        var client = StartClient();
        var outcome = client.SendAsync(Read, Cancel);
        var reasons = new List<string>();
        for (var answer = 0; answer < Row; answer++)
        {
            reasons.Add((await PausedAsync(pauses, client)).Reason);
            Time.Advance(TimeSpan.FromMilliseconds(1_050));
            await pauses.ExpectMsgAsync<PauseEnded>(cancellationToken: Cancel);
        }

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await outcome).Status);
        Assert.Equal("429 that asks for 1 s", reasons[8]);
        Assert.Equal("429 that asks for 1 s, 10 in a row with nothing taken in between", reasons[9]);
        Assert.Equal(
            [
                "The target has asked t1 to wait 10 times in a row, for 9 s, and taken nothing in between; it is asked again after each wait",
                "The target has asked t1 to wait 20 times in a row, for 20 s, and taken nothing in between; it is asked again after each wait",
            ],
            Log.Texts.Where(text => text.Contains("times in a row", StringComparison.Ordinal)));
    }
}
