using System.Collections.Immutable;
using ActorSync.Core.Leases;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Finds out whether what went wrong was a lease that another process has taken, waits for what is under way, and tells of what came too late.</summary>
internal static class LostLease
{
    /// <summary>The ending of a run as it is told: where the lease was lost, that is why it ended, whatever failed by it first.</summary>
    public static async Task<RunEnding> ToldAsync(EngineStart start, RunEnding ending)
    {
        // Where the run log has taken the end in, the lease was still there.
        if (ending.Failure is null || await FindAsync(start) is not { } loss)
        {
            return ending;
        }

        var employees = ending.Plan.ToDictionary(user => user.User, user => user.Employee);
        return ending with
        {
            Failure = loss.ToString(),
            Loss = loss,
            Summary = ending.Summary with { Findings = [.. LateSends(start, employees, ending.Taxonomy?.Names ?? TaxonomyNames.None), .. ending.Summary.Findings] },
        };
    }

    /// <summary>Fails where the lease was lost, and names what came too late.</summary>
    /// <exception cref="EngineStartException">It was.</exception>
    public static async Task RefuseAsync(EngineStart start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await FindAsync(start) is { } loss)
        {
            var late = LateSends(start, [], TaxonomyNames.None);
            throw new EngineStartException(ExitCode.Conflict, string.Join('\n', late.Select(finding => finding.Message).Prepend(loss.ToString())));
        }
    }

    private static async Task<LeaseLoss?> FindAsync(EngineStart start)
    {
        if (start.Writer is not { Lease: var lease })
        {
            return null;
        }

        await lease.RenewAsync();
        if (lease.Loss is { } loss)
        {
            await GiveAnswersAsync(start);
            return loss;
        }

        return null;
    }

    // What is under way is not to be told as unanswered that is answered in a moment.
    private static async Task GiveAnswersAsync(EngineStart start)
    {
        try
        {
            await EngineActors.AskAsync<GatewayStopped>(start.Actors.Gateway, new StopGateway(StopGateway.LongestGrace), CancellationToken.None);
        }
        catch (EngineStartException)
        {
            return; // The gateway has stopped already, and with it all that was under way.
        }
    }

    private static ImmutableArray<Finding> LateSends(EngineStart start, Dictionary<UserId, string> employees, TaxonomyNames names) =>
        [.. start.Writer!.Lease.LateSends.Select(send => send.ToFinding(send.User is { } user ? employees.GetValueOrDefault(user) : null, names))];
}
