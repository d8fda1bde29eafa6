using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>What a run's coordinator has the run log remember.</summary>
internal static class RunEvents
{
    /// <summary>Everybody is decided and the guard has passed.</summary>
    /// <param name="job">The run.</param>
    /// <param name="requests">Requests sent since they were counted last.</param>
    /// <param name="decided">The figures so far.</param>
    public static ImmutableArray<RunEvent> Decided(RunJob job, UnrecordedRequests requests, RunSummary decided)
    {
        var events = ImmutableArray.CreateBuilder<RunEvent>();
        if (job.Reading is { } reading && job.Only is null)
        {
            events.Add(new RunEvent.SourceAccepted(job.Run, job.Source, RowCountMemory.Of(reading.Files).Rows));
        }

        events.AddRange(Counted(job, requests, decided.FinishedAt));
        if (job.Kind is RunKind.Run or RunKind.Apply)
        {
            events.Add(new RunEvent.Decided(job.Run, SummaryJson.Write(decided)));
        }

        return events.ToImmutable();
    }

    /// <summary>The run has ended, for good or until it is resumed.</summary>
    /// <param name="job">The run.</param>
    /// <param name="requests">Requests sent since they were counted last.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="now">When.</param>
    public static ImmutableArray<RunEvent> Ended(RunJob job, UnrecordedRequests requests, RunEnding ending, Instant now)
    {
        var didWithout = requests is { AreFirst: true, Own.Arrived: 0 } && ending.HasGoneOn;
        var summary = WithFailure(ending);
        return
        [
            .. Counted(job, requests, now),
            .. didWithout ? GoesOn(job) : [],
            ending.IsOpen
                ? new RunEvent.Interrupted(job.Run, ending.Failure ?? RunVerdict.Describe(ending.Stop), now) { Summary = job.Kind == RunKind.Settle ? null : SummaryJson.Write(summary) }
                : new RunEvent.Closed(job.Run, ending.Summary.Status, job.Kind == RunKind.Settle, SummaryJson.Write(summary), now),
        ];
    }

    /// <summary>Requests were sent, and the process was at work until now; those that earlier ones sent come first and are booked on the latest of them.</summary>
    /// <param name="job">The run.</param>
    /// <param name="requests">Requests sent since they were counted last.</param>
    /// <param name="now">When.</param>
    public static ImmutableArray<RunEvent> Counted(RunJob job, UnrecordedRequests requests, Instant now)
    {
        var own = new RunEvent.Counted(job.Run, requests.Own) { By = new AtWork(job.BeganAt, now) };
        var goesOn = requests is { AreFirst: true, Own.Arrived: > 0 } ? GoesOn(job) : [];
        if (requests.Earlier == RequestCounts.None)
        {
            return [.. goesOn, own];
        }

        // Booked on this process they would have been sent now, and what was left open would be in doubt only since then.
        var earlier = new RunEvent.Counted(job.Run, requests.Earlier) { By = job.ResumesEarlierProcess ? job.Before?.Latest : own.By };
        return [earlier, .. goesOn, own];
    }

    // A process that never reaches the target, since it is refused a token perhaps, has not gone on with the run.
    private static ImmutableArray<RunEvent> GoesOn(RunJob job) =>
        job.CountsAsResume ? [new RunEvent.Resumed(job.Run, job.BeganAt)] : [];

    // An open run keeps its failure as the reason of its interruption; a closed one has its summary alone.
    private static RunSummary WithFailure(RunEnding ending) => ending is { IsOpen: false, Failure: { } failure }
        ? ending.Summary with { Findings = ending.Summary.Findings.Insert(0, new Finding(string.Empty, 0, string.Empty, RunReport.Unexpected, failure, FindingSeverity.Error)) }
        : ending.Summary;
}
