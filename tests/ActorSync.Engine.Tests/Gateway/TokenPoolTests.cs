using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A pool of tokens against the strict target, whose clock is the test's.</summary>
public sealed class TokenPoolTests : GatewayTest
{
    private static readonly SandboxOptions Strict = new() { Dialect = SandboxDialect.Genesys, Limit = RateLimit.None };

    [Fact]
    public async Task Ten_tokens_are_taken_only_as_the_requests_need_them()
    {
        await using var sandbox = await StartSandboxAsync(Strict with { Limit = new RateLimit(5, 60) });
        var client = StartClient(OptionsFor(sandbox) with { Tokens = 10 });

        for (var request = 0; request < 4; request++)
        {
            await AnsweredAsync(client, 1);
        }

        Assert.Equal(1, (await Settled(client)).Tokens);

        // One more fits the first token; ten more need two others, and none needs a fourth.
        await AnsweredAsync(client, 11);
        Assert.Equal(3, (await Settled(client)).Tokens);
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_of_a_hundred_requests_is_replaced_once_and_nothing_is_lost()
    {
        await using var sandbox = await StartSandboxAsync(Strict with
        {
            Faults = [new FaultRule(FaultKind.TokenExpires) { Skip = 50, Times = 1 }],
        });
        var client = StartClient(OptionsFor(sandbox) with { Tokens = 10 });

        await AnsweredAsync(client, 100);

        Assert.Equal(2, (await Settled(client)).Tokens);
    }

    [Fact]
    public async Task Each_of_several_tokens_is_replaced_once_when_all_have_ended()
    {
        await using var sandbox = await StartSandboxAsync(Strict with { Limit = new RateLimit(5, 60), TokenLifetime = TimeSpan.FromSeconds(1_000) });
        var client = StartClient(OptionsFor(sandbox) with { Tokens = 3 });
        await AnsweredAsync(client, 15);
        Assert.Equal(3, (await Settled(client)).Tokens);

        Time.Advance(TimeSpan.FromSeconds(1_001));
        await AnsweredAsync(client, 15);

        Assert.Equal(6, (await Settled(client)).Tokens);
    }

    [Fact]
    public async Task A_login_that_throttles_in_the_middle_delays_and_loses_nothing()
    {
        await using var sandbox = await StartSandboxAsync(Strict with
        {
            Limit = new RateLimit(5, 3_600),
            Faults = [new FaultRule(FaultKind.TokenThrottle) { Skip = 1, Times = 2 }],
        });
        var client = StartClient(OptionsFor(sandbox) with { Tokens = 2 });

        var answers = AnsweredAsync(client, 10);
        await Time.PassAsync(RetryLadder.TokenThrottle[0], Cancel);
        await Time.PassAsync(RetryLadder.TokenThrottle[1], Cancel);
        await answers;

        Assert.Equal(4, (await Settled(client)).Tokens);
    }

    private Task<SandboxHost> StartSandboxAsync(SandboxOptions options) => SandboxHost.StartAsync(options, SandboxSeed.Empty, Time, Cancel);

    private GatewayOptions OptionsFor(SandboxHost sandbox) => Options with { BaseUrl = sandbox.BaseAddress, ClientId = "sandbox", ClientSecret = () => "sandbox" };

    private async Task AnsweredAsync(GatewayClient client, int requests)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => client.SendAsync(Read, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
    }
}
