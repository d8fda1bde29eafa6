using ActorSync.Core.Gateway;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

public sealed class TokenAskingTests
{
    [Fact]
    public void What_the_login_can_come_to_at_most_does_not_fall_while_its_circuit_keeps_tries_back()
    {
        var now = new Moment(TimeSpan.Zero, Instant.FromUtc(2026, 3, 1, 12, 0));
        var asking = new TokenAsking(TimeSpan.FromMinutes(15), maxPause: TimeSpan.FromMinutes(15), now.Elapsed);
        var failed = new TokenResult.TryAgain("nobody listens", IsThrottle: false, TransientKind.NotConnected, AtLeast: null);
        asking.Asks();
        var first = Next();

        for (var keptBack = 0; keptBack < 8; keptBack++)
        {
            now = new Moment(now.Elapsed + TimeSpan.FromSeconds(9), now.Instant + Duration.FromSeconds(9));
            Assert.Equal((2, first.Most), (Next().Number, Next().Most));
        }

        AwaitedTry Next() => Assert.IsType<TokenResult.TryAgain>(asking.Judge(failed, hasAnswered: true, hasGranted: true, now)).Next!;
    }
}
