using System.Diagnostics;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorSync.Benchmarks.Pacing;

/// <summary>What one measurement saw.</summary>
/// <param name="Accepted">Requests that the target took.</param>
/// <param name="Refused">Requests that it answered 429.</param>
/// <param name="Elapsed">How long was measured.</param>
/// <param name="SentInAll">All requests from the start to the end, as the gateway counted them.</param>
/// <param name="RefusedInAll">The 429s among them.</param>
internal sealed record FullRateRun(long Accepted, long Refused, TimeSpan Elapsed, long SentInAll, long RefusedInAll)
{
    /// <summary>So many requests wait all the time.</summary>
    private const int Waiting = 512;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TargetRequest Cheap = new(
        RequestVerb.Get, "/api/v2/routing/skills?pageSize=1", ReadOnlyMemory<byte>.Empty, "GET /api/v2/routing/skills", User: null);

    /// <summary>Requests that the target took in a second.</summary>
    public double AcceptedPerSecond => Accepted / Elapsed.TotalSeconds;

    /// <summary>Sends as fast as the gateway lets, from when all tokens are there, and counts for so many seconds.</summary>
    public static async Task<FullRateRun> MeasureAsync(FullRatePlan plan, Uri target, CancellationToken stop)
    {
        using var system = ActorSystem.Create("full-rate");
        var options = new GatewayOptions
        {
            BaseUrl = target,
            ClientId = "sandbox",
            ClientSecret = () => "sandbox",
            Tokens = plan.Tokens,
            RequestsPerMinute = plan.Limit * 60,
        };
        var client = new GatewayClient(system.ActorOf(TargetGateway.Props(options, TimeProvider.System, NullLogger<TargetGateway>.Instance)));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var senders = Enumerable.Range(0, Waiting).Select(_ => SendAsync(client, over.Token)).ToList();

        while ((await client.GetStatusAsync(stop)).OpenTokens < plan.Tokens)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }

        await Task.Delay(WarmUp, stop);
        var before = (await client.GetStatusAsync(stop)).Counters;
        var clock = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds), stop);
        var after = (await client.GetStatusAsync(stop)).Counters;
        var elapsed = clock.Elapsed;

        await over.CancelAsync();
        await Task.WhenAll(senders);
        var last = await client.StopAsync(StopGateway.LongestGrace, stop);
        await system.Terminate();
        var refused = after.Throttled - before.Throttled;
        return new FullRateRun(after.Sent - before.Sent - refused, refused, elapsed, last.Sent, last.Throttled);
    }

    private static async Task SendAsync(GatewayClient client, CancellationToken over)
    {
        try
        {
            while (true)
            {
                if (await client.SendAsync(Cheap, over) is not TargetOutcome.Answered { Status: 200 })
                {
                    throw new HarnessException("The target did not answer 200.");
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The measurement is over.
            return;
        }
    }
}
