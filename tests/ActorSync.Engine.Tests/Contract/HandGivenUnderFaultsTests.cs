using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Whatever a target does to the requests, what somebody gave by hand is there afterwards with its level.</summary>
public sealed class HandGivenUnderFaultsTests
{
    private const double Share = 0.1;

    // What makes a client wait for seconds and does nothing else to it; how it waits is tested with the gateway, on a clock that is moved.
    private static readonly FaultKind[] Slow =
    [
        FaultKind.TokenThrottle, FaultKind.TooManyRequests, FaultKind.ThrottleHidden, FaultKind.Stall, FaultKind.ServerError, FaultKind.ReadAfterWriteLag, FaultKind.TokenExpires,
    ];

    // A read that is lost is asked for again after seconds, a write that is lost is settled by a read at once.
    private static readonly FaultKind[] Losses =
    [
        FaultKind.ConnectionClosed, FaultKind.ConnectionReset, FaultKind.HtmlAnswer, FaultKind.CutOffAnswer, FaultKind.AnswerInterrupted, FaultKind.GzipGarbage,
    ];

    private static readonly string[] LostWrites = ["server-error:status=500,route=PATCH,probability=0.1", "server-error:status=500,applied=true,route=PATCH,probability=0.1"];

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Skills_given_by_hand_survive_additions_ratings_and_removals(TargetDialect dialect)
    {
        string[] people = [.. Enumerable.Range(1, 5).Select(number => $"{number:000}")];
        await using var world = await ContractWorld.StartAsync(
            dialect,
            people.Select((number, index) => Seeds.User(number, ("Claims", 1 + (index % 5)), ("VIP", 1 + (index % 4)), ("Hand made", 3))),
            sandbox: options => options with { Faults = [.. Faults()] });
        world.IsDisturbed = true;
        var ambiguous = 0L;

        foreach (var skills in new[] { "Billing:3;Spanish:4", "Spanish:2" })
        {
            var report = await world.RunAsync("employee_id,skills\n" + string.Concat(people.Select(number => $"{number},{skills}\n")));
            ambiguous += report.Summary.Requests.Ambiguous;
            Assert.True(report.Summary.Status is RunStatus.Converged or RunStatus.Partial, string.Join('\n', report.Summary.Findings.Append((object)report.Summary.Requests)));
            for (var index = 0; index < people.Length; index++)
            {
                var held = await world.Target.SkillsOfAsync(people[index]);
                Assert.Contains($"Claims={1 + (index % 5)}", held, StringComparison.Ordinal);
                Assert.Contains($"VIP={1 + (index % 4)}", held, StringComparison.Ordinal);
                Assert.Contains("Hand made=3", held, StringComparison.Ordinal);
            }
        }

        Assert.True(ambiguous > 0, "No fault struck a write.");
    }

    private static IEnumerable<FaultRule> Faults() => EveryFault.At(Share)
        .Where(rule => !Slow.Contains(rule.Kind))
        .Select(rule => Losses.Contains(rule.Kind) ? rule with { Route = "PATCH", Probability = Share / Losses.Length } : rule)
        .Concat(LostWrites.Select(text => FaultRule.TryParse(text, out _)!));
}
