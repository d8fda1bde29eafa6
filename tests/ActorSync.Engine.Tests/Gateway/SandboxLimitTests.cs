using System.Globalization;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>The same proof against the strict target, joined to the target's own log.</summary>
public sealed class SandboxLimitTests : GatewayTest
{
    private const int Requests = 500;

    [Fact]
    public async Task Five_hundred_requests_without_a_local_pace_come_through_a_limit_of_fifty_a_second()
    {
        var options = new SandboxOptions
        {
            Dialect = SandboxDialect.Genesys,
            Limit = new RateLimit(50, 1),
            Faults = [new FaultRule(FaultKind.TooManyRequests) { Skip = 100, Times = 3, Seconds = 1 }], // A machine so slow that it never meets the limit is paused all the same.
        };
        await using var sandbox = await SandboxHost.StartAsync(options, SandboxSeed.Empty, TimeProvider.System, Cancel);
        var client = StartClient(Options with { BaseUrl = sandbox.BaseAddress, ClientId = "sandbox", ClientSecret = () => "sandbox" }, TimeProvider.System);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => client.SendAsync(Read, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        var sends = Log.Attempts.ToDictionary(line => line.RequestId.ToString(CultureInfo.InvariantCulture));
        var received = await ReceivedAsync(sandbox);
        Assert.Equal(sends.Keys.Order(), received.Keys.Order());
        Assert.All(sends, send => Assert.Equal(send.Value.Status, received[send.Key]));

        var throttles = sends.Values.Where(send => send.Status == 429).ToArray();
        Assert.NotEmpty(throttles);
        Assert.Equal(throttles.Length, (await Settled(client)).Throttled);
        Assert.All(throttles, throttle => Assert.DoesNotContain(
            sends.Values,
            send => send.SentAt > throttle.AnsweredAt && send.SentAt < throttle.PausedUntil));
    }

    /// <summary>The status of each API request by its request id, as the target logged it.</summary>
    private async Task<Dictionary<string, int>> ReceivedAsync(SandboxHost sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.BaseAddress };
        var lines = await http.GetStringAsync(new Uri("/sandbox/requests", UriKind.Relative), Cancel);

        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .Where(entry => entry.GetProperty("path").GetString()!.StartsWith("/api/", StringComparison.Ordinal))
            .ToDictionary(entry => entry.GetProperty("requestId").GetString()!, entry => entry.GetProperty("status").GetInt32());
    }
}
