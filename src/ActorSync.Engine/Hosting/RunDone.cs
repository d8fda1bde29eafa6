using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>How far an open run has come, as the partitions remember it.</summary>
/// <param name="Changed">People changed so far.</param>
/// <param name="Doubts">The writes whose outcome had not been known, and those whose outcome is not known.</param>
public sealed record RunDone(long Changed, RunDoubts Doubts)
{
    /// <summary>Gathers it.</summary>
    /// <param name="partitions">What each partition remembers.</param>
    /// <param name="isUnderWay">Whether a process is at work on the run: it waits for the answers of what is open, and nothing of that is in doubt.</param>
    /// <param name="now">When this is.</param>
    public static RunDone Of(IReadOnlyCollection<PartitionReply.RunBegun> partitions, bool isUnderWay, Instant now)
    {
        ArgumentNullException.ThrowIfNull(partitions);

        var doubts = new DoubtTally();
        foreach (var partition in partitions)
        {
            partition.TellDoubts(doubts, withOpen: !isUnderWay);
        }

        return new(partitions.SelectMany(partition => partition.Finished).Count(user => user.Result == UserResult.Changed), doubts.ToReport(now));
    }

    /// <summary>The run's record with what its decided summary could not know yet.</summary>
    public RunRecord Complete(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);

        if (run.DecidedSummary is not { } text)
        {
            return run;
        }

        // Whoever goes on with the run proves the same when it begins; until then the run log does not have it.
        var requests = run.Requests + run.Requests.ShortOf(writes: 0, Doubts.Counts.Total);
        var summary = SummaryJson.Read(text);
        return run with
        {
            Requests = requests,
            DecidedSummary = SummaryJson.Write(summary with { Doubts = Doubts, Requests = summary.Requests with { Ambiguous = requests.Ambiguous } }),
        };
    }
}
