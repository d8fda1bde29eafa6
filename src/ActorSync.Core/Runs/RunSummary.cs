using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>The end of a run, a plan or a hold in figures: what <c>--output json</c> writes.</summary>
public sealed record RunSummary(
    RunId Run,
    RunStatus Status,
    SourceMode Mode,
    RowCounts Rows,
    long ItemsRejected,
    UserCounts Users,
    OperationCounts Operations,
    RequestCounts Requests,
    long WritesLowerBound,
    long Forecast,
    GuardVerdict Guard,
    ImmutableArray<Finding> Findings,
    Instant StartedAt,
    Instant FinishedAt,
    int ResumedCount)
{
    /// <summary>The writes whose outcome had not been known, and how they were settled.</summary>
    public RunDoubts Doubts { get; init; } = RunDoubts.None;

    /// <summary>For how long processes were at work on the run; null in summaries from before this was told.</summary>
    public Duration? Worked { get; init; }

    /// <summary>Why another number of requests was sent than forecast; null where the process that ended the run made no forecast, and in summaries from before this was told.</summary>
    public ForecastDifference? Difference { get; init; }

    /// <summary>What the gateway did; null in a plan's file, which says what is to be done, and in summaries from before this was told.</summary>
    public GatewaySummary? Gateway { get; init; } = GatewaySummary.None;

    /// <summary>The same with the causes that an earlier process of the run left, as far as they still account for the difference: otherwise requests were sent after it.</summary>
    /// <param name="left">The figures that it left, or null.</param>
    public RunSummary WithCausesOf(RunSummary? left) =>
        this with { Difference = left?.Difference is { } causes && causes.Total == Requests.Sent - Forecast ? causes : null };
}
