using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
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
    /// <summary>People of whom nothing had to be written in the end.</summary>
    public long Unchanged { get; private init; }

    /// <summary>The operations acknowledged so far.</summary>
    public OperationCounts Applied { get; private init; } = OperationCounts.None;

    /// <summary>The writes that are known to have been applied.</summary>
    public long WritesApplied { get; private init; }

    /// <summary>The writes in doubt that are known to have been sent.</summary>
    public long SentInDoubt { get; private init; }

    /// <summary>Whether a process is at work on the run.</summary>
    public bool IsUnderWay { get; private init; }

    /// <summary>Gathers it.</summary>
    /// <param name="partitions">What each partition remembers.</param>
    /// <param name="isUnderWay">Whether a process is at work on the run: it waits for the answers of what is open, and nothing of that is in doubt.</param>
    /// <param name="names">The names by which people are told of skills and certifications.</param>
    /// <param name="leftAt">Since when what an earlier process left open is in doubt.</param>
    public static RunDone Of(IReadOnlyCollection<PartitionReply.RunBegun> partitions, bool isUnderWay, TaxonomyNames names, Instant leftAt)
    {
        ArgumentNullException.ThrowIfNull(partitions);

        var doubts = new DoubtTally { Names = names };
        foreach (var partition in partitions)
        {
            partition.TellDoubts(doubts, withOpen: !isUnderWay);
        }

        var finished = partitions.SelectMany(partition => partition.Finished).ToList();
        return new(finished.Count(user => user.Result == UserResult.Changed), doubts.ToReport(leftAt))
        {
            Unchanged = finished.Count(user => user.Result == UserResult.Unchanged),
            Applied = finished.Aggregate(OperationCounts.None, (sum, user) => sum + user.Applied),
            WritesApplied = finished.Sum(user => (long)user.WritesApplied),
            SentInDoubt = doubts.Sent,
            IsUnderWay = isUnderWay,
        };
    }

    /// <summary>The summary of a run that no process is at work on, with the figures that its interruption left; null where one is, or nobody was decided.</summary>
    /// <param name="run">The run's record, see <see cref="Complete"/>.</param>
    /// <remarks>
    /// What a process that stopped of itself left is taken over as far as nothing newer is known. A killed one left nothing: why another number of requests
    /// was sent than forecast went with it.
    /// </remarks>
    public RunSummary? AsInterrupted(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);

        if (IsUnderWay || run.DecidedSummary is not { } text)
        {
            return null;
        }

        var decided = SummaryJson.Read(text);
        var left = SummaryJson.LeftBy(run);
        var users = (left ?? decided).Users;
        var unchanged = decided.Users.Unchanged + Unchanged;
        var interrupted = (left ?? decided) with
        {
            Status = RunStatus.Interrupted,
            Users = users with { Changed = Changed, Unchanged = unchanged, Failed = users.InScope - users.Held - unchanged - Changed },
            Operations = Applied,
            Requests = run.Requests,
            FinishedAt = run.Interruption?.At ?? run.Times?.Latest.Until ?? decided.FinishedAt,
            ResumedCount = run.ResumedCount,
            Worked = run.Times?.Worked,
            Gateway = GatewaySummary.Of(run.Requests),
            Doubts = decided.Doubts,
        };
        return interrupted.WithCausesOf(left);
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
        var requests = run.Requests + run.Requests.ShortOf(WritesApplied, SentInDoubt);
        var summary = SummaryJson.Read(text);
        return run with
        {
            Requests = requests,
            DecidedSummary = SummaryJson.Write(summary with { Doubts = Doubts, Requests = summary.Requests with { Ambiguous = requests.Ambiguous } }),
        };
    }
}
