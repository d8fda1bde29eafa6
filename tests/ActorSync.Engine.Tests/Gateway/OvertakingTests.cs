using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Who gets the next permit, at the pace of 300 a minute, told from the strict target's own log. The clock moves only while nothing is under way.</summary>
public sealed class OvertakingTests : GatewayTest
{
    private const int Bulk = 200;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task An_interactive_request_gets_the_permit_after_the_one_under_way_before_two_hundred_bulk_requests()
    {
        await using var sandbox = await StartSandboxAsync();
        var gateway = Start(OptionsFor(sandbox));
        var bulk = new GatewayClient(gateway, new SendOrigin(new SourceName("hris")));
        var byHand = new GatewayClient(gateway, new SendOrigin(new SourceName("hris"), IsInteractive: true));
        var run = await QueueAsync(bulk, Urgency.Ending);

        var interactive = byHand.SendAsync(Named("by-hand", Urgency.Addition), Cancel);
        await PassUntilAsync(bulk, interactive);
        await PassUntilAsync(bulk, Task.WhenAll(run));

        var names = await ReceivedAsync(sandbox);
        Assert.Equal("by-hand", names[1]);
        Assert.Equal(Bulk + 2, names.Count);
    }

    [Fact]
    public async Task What_is_most_urgent_goes_first_and_sources_take_turns()
    {
        await using var sandbox = await StartSandboxAsync();
        var gateway = Start(OptionsFor(sandbox));
        var hris = new GatewayClient(gateway, new SendOrigin(new SourceName("hris")));
        var training = new GatewayClient(gateway, new SendOrigin(new SourceName("training")));
        await hris.SendAsync(Named("first", Urgency.Groundwork), Cancel);

        Task[] all =
        [
            hris.SendAsync(Named("h-addition-1", Urgency.Addition), Cancel),
            hris.SendAsync(Named("h-addition-2", Urgency.Addition), Cancel),
            hris.SendAsync(Named("h-removal", Urgency.Removal), Cancel),
            training.SendAsync(Named("t-addition", Urgency.Addition), Cancel),
            training.SendAsync(Named("t-level", Urgency.LevelChange), Cancel),
            training.SendAsync(Named("t-ending", Urgency.Ending), Cancel),
        ];
        await PassUntilAsync(hris, Task.WhenAll(all));

        Assert.Equal(["first", "t-ending", "h-removal", "t-level", "h-addition-1", "t-addition", "h-addition-2"], await ReceivedAsync(sandbox));
    }

    [Fact]
    public async Task A_request_thrown_back_by_a_429_goes_before_fresh_ones_of_its_urgency_and_source()
    {
        await using var sandbox = await StartSandboxAsync(new FaultRule(FaultKind.TooManyRequests) { Skip = 1, Times = 1, Seconds = 1 });
        var client = new GatewayClient(Start(OptionsFor(sandbox)), new SendOrigin(new SourceName("hris")));
        await client.SendAsync(Named("first", Urgency.Groundwork), Cancel);

        var thrownBack = client.SendAsync(Named("thrown-back", Urgency.Addition), Cancel);
        var fresh = client.SendAsync(Named("fresh", Urgency.Addition), Cancel);
        await PassUntilAsync(client, "a pause holds", status => !status.Pauses.IsEmpty);
        await QueuedAsync(client, 2);

        var removal = client.SendAsync(Named("removal", Urgency.Removal), Cancel);
        await PassUntilAsync(client, Task.WhenAll(thrownBack, fresh, removal));

        Assert.Equal(["first", "thrown-back", "removal", "thrown-back", "fresh"], await ReceivedAsync(sandbox));
    }

    [Fact]
    public async Task Whoever_gave_up_among_many_is_not_sent_and_all_others_are()
    {
        await using var sandbox = await StartSandboxAsync();
        var client = new GatewayClient(Start(OptionsFor(sandbox)));
        var run = await QueueAsync(client, Urgency.Addition);
        using var giveUp = new CancellationTokenSource();
        var withdrawn = client.SendAsync(Named("withdrawn", Urgency.Ending), giveUp.Token);
        await client.GetStatusAsync(Cancel);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        await PassUntilAsync(client, Task.WhenAll(run));

        Assert.DoesNotContain("withdrawn", await ReceivedAsync(sandbox));
    }

    private static TargetRequest Named(string name, Urgency urgency) =>
        new(RequestVerb.Get, $"/api/v2/routing/skills?name={name}", default, "GET /api/v2/routing/skills", null) { Urgency = urgency };

    private Task<SandboxHost> StartSandboxAsync(params FaultRule[] faults) => SandboxHost.StartAsync(
        new SandboxOptions { Dialect = SandboxDialect.Genesys, Limit = RateLimit.Default, Faults = [.. faults] }, SandboxSeed.Empty, Time, Cancel);

    private GatewayOptions OptionsFor(SandboxHost sandbox) =>
        Options with { BaseUrl = sandbox.BaseAddress, ClientId = "sandbox", ClientSecret = () => "sandbox", RequestsPerMinute = 300 };

    /// <summary>Lets the first request of a run go, and the others wait for the clock.</summary>
    private async Task<Task[]> QueueAsync(GatewayClient client, Urgency urgency)
    {
        await client.SendAsync(Named("first", urgency), Cancel);
        Task[] run = [.. Enumerable.Range(0, Bulk).Select(_ => client.SendAsync(Named("bulk", urgency), Cancel))];
        Assert.Equal(Bulk, (await client.GetStatusAsync(Cancel)).Queued);
        return run;
    }

    private async Task PassUntilAsync(GatewayClient client, Task done)
    {
        await PassUntilAsync(client, "what was awaited is done", _ => done.IsCompleted);
        await done;
    }

    private Task PassUntilAsync(GatewayClient client, string what, Func<GatewayStatus, bool> isDone) => UntilAsync(client, what, status =>
    {
        if (isDone(status))
        {
            return true;
        }

        if (status.InFlight == 0)
        {
            Time.Advance(Step);
        }

        return false;
    });

    private async Task<List<string>> ReceivedAsync(SandboxHost sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.BaseAddress };
        var lines = await http.GetStringAsync(new Uri("/sandbox/requests", UriKind.Relative), Cancel);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .Where(entry => entry.GetProperty("path").GetString()!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(entry => entry.GetProperty("query").GetString()!.Split("name=")[1])];
    }
}
