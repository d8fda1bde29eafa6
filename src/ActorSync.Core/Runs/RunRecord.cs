using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>One run as the run log knows it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Command"><c>run</c> or <c>apply</c>.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Files">The source files' names as given; of an applied plan the plan's, and then those that it was made from.</param>
/// <param name="ConfigurationHash">Hash of the configuration that shapes its operations.</param>
/// <param name="PlanId">The plan applied, or empty.</param>
/// <param name="AcceptReason">The reason given with <c>--accept</c>, or empty.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ResumedCount">How often it was resumed.</param>
/// <param name="Requests">Every request counted so far, over all resumes.</param>
/// <param name="DecidedSummary">The summary's JSON when the guard had passed, or null before that; empty once the run is closed.</param>
/// <param name="Interruption">Why and when it last stopped before its end, or null while it never did or goes on again.</param>
/// <param name="End">How it was closed, or null while it is open.</param>
public sealed record RunRecord(
    RunId Id,
    string Command,
    SourceName Source,
    ImmutableArray<string> Files,
    string ConfigurationHash,
    string PlanId,
    string AcceptReason,
    Instant StartedAt,
    int ResumedCount,
    RequestCounts Requests,
    string? DecidedSummary,
    RunInterruption? Interruption,
    RunEnd? End)
{
    /// <summary>For how long processes have worked on it; null where the run log is from before this was kept.</summary>
    public RunTimes? Times { get; init; }

    /// <summary>Who has taken the run up, in that order; none where the run log is from before this was kept.</summary>
    public ImmutableArray<RunOperator> Operators { get; init; } = [];

    /// <summary>Who was at work at an instant, or null where nobody knows.</summary>
    public RunOperator? OperatorAt(Instant at) => Operators.LastOrDefault(known => known.Since <= at);

    /// <summary>The name of the file that a row of its operations stands in; null where the run is from before that was kept.</summary>
    public string? FileOf(RowRef row)
    {
        var index = PlanId.Length > 0 ? row.File + 1 : row.File;
        return index < Files.Length ? Files[index] : null;
    }

    /// <summary>Whether the run is not closed: under way, or interrupted and resumable.</summary>
    public bool IsOpen => End is null;

    /// <summary>Whether the guard has passed, so that the run's operations are fixed.</summary>
    public bool IsDecided => DecidedSummary is not null;

    /// <inheritdoc/>
    public bool Equals(RunRecord? other) =>
        other is not null
        && Id == other.Id
        && Command == other.Command
        && Source == other.Source
        && Files.SequenceEqual(other.Files)
        && ConfigurationHash == other.ConfigurationHash
        && PlanId == other.PlanId
        && AcceptReason == other.AcceptReason
        && StartedAt == other.StartedAt
        && ResumedCount == other.ResumedCount
        && Requests == other.Requests
        && DecidedSummary == other.DecidedSummary
        && Interruption == other.Interruption
        && End == other.End
        && Times == other.Times
        && Operators.SequenceEqual(other.Operators);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, ResumedCount, Requests, IsDecided, IsOpen);
}
