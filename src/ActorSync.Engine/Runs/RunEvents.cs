using System.Collections.Immutable;
using ActorSync.Core.Policies;
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
    public static ImmutableArray<RunEvent> Decided(RunJob job, RequestCounts requests, RunSummary decided)
    {
        var events = ImmutableArray.CreateBuilder<RunEvent>();
        if (job.Reading is { } reading && job.Only is null)
        {
            events.Add(new RunEvent.SourceAccepted(job.Run, job.Source, RowCountMemory.Of(reading.Files).Rows));
        }

        events.Add(new RunEvent.Counted(job.Run, requests));
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
    public static ImmutableArray<RunEvent> Ended(RunJob job, RequestCounts requests, RunEnding ending, Instant now) =>
    [
        new RunEvent.Counted(job.Run, requests),
        ending.IsOpen
            ? new RunEvent.Interrupted(job.Run, ending.Failure ?? RunVerdict.Describe(ending.Stop), now)
            : new RunEvent.Closed(job.Run, ending.Summary.Status, job.Kind == RunKind.Settle, SummaryJson.Write(ending.Summary), now),
    ];
}
