using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What the run log remembers. A closed family.</summary>
/// <param name="Run">The run.</param>
public abstract record RunEvent(RunId Run)
{
    /// <summary>A run began.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Command"><c>run</c> or <c>apply</c>.</param>
    /// <param name="Source">The source's name.</param>
    /// <param name="Files">The source files' names as given; of an applied plan the plan's, and then those that it was made from.</param>
    /// <param name="ConfigurationHash">Hash of the configuration that shapes its operations.</param>
    /// <param name="PlanId">The plan applied, or empty.</param>
    /// <param name="AcceptReason">The reason given with <c>--accept</c>, or empty.</param>
    /// <param name="At">When it began.</param>
    public sealed record Opened(
        RunId Run, string Command, SourceName Source, ImmutableArray<string> Files, string ConfigurationHash, string PlanId, string AcceptReason, Instant At)
        : RunEvent(Run);

    /// <summary>Everybody was decided and the guard has passed: from here on the run's operations are fixed.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Summary">The figures so far as the summary's JSON.</param>
    public sealed record Decided(RunId Run, string Summary) : RunEvent(Run);

    /// <summary>An accepted file of a source, by rows per sheet: the guard's memory.</summary>
    public sealed record SourceAccepted(RunId Run, SourceName Source, ImmutableSortedDictionary<SheetKind, long> RowsBySheet) : RunEvent(Run);

    /// <summary>Requests sent since the last such event.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Requests">The requests.</param>
    public sealed record Counted(RunId Run, RequestCounts Requests) : RunEvent(Run)
    {
        /// <summary>The process that sent them; null in events from before this was kept.</summary>
        public AtWork? By { get; init; }
    }

    /// <summary>The run goes on after an interruption: a further process has reached the target, or has closed the run without a request.</summary>
    public sealed record Resumed(RunId Run, Instant At) : RunEvent(Run);

    /// <summary>The run stopped before its end; it stays open.</summary>
    public sealed record Interrupted(RunId Run, string Reason, Instant At) : RunEvent(Run)
    {
        /// <summary>The figures so far as the summary's JSON; null in events from before this was kept, and of a process that gave the run up.</summary>
        public string? Summary { get; init; }
    }

    /// <summary>The run is closed for good.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Status">How it ended.</param>
    /// <param name="Abandoned">Closed by <c>runs abandon</c>.</param>
    /// <param name="Summary">The summary's JSON.</param>
    /// <param name="At">When it ended.</param>
    public sealed record Closed(RunId Run, RunStatus Status, bool Abandoned, string Summary, Instant At) : RunEvent(Run)
    {
        /// <summary>The digest of the summary as it was written, where something was taken out of it since.</summary>
        public Digest? SummaryDigest { get; init; }
    }

    /// <summary>Somebody has taken the run up: began it, goes on with it or gives it up.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Operator">The operator's number in the table of people, from 1.</param>
    /// <param name="At">When.</param>
    public sealed record TakenUp(RunId Run, int Operator, Instant At) : RunEvent(Run);

    /// <summary>The audit log of a closed run is sealed.</summary>
    public sealed record Sealed(RunSeal Seal) : RunEvent(Seal.Run);

    /// <summary>What the partitions' journals told up to the seal of a run was kept long enough, and is cut off.</summary>
    /// <param name="Run">The run up to whose seal.</param>
    /// <param name="Bases">The digest of the digests of all partitions' states at that seal, which stand in the place of what is cut.</param>
    /// <param name="At">When.</param>
    public sealed record Cut(RunId Run, Digest Bases, Instant At) : RunEvent(Run);

    /// <summary>Text was taken out of an earlier event of the log, for somebody who was erased or because it was kept long enough.</summary>
    /// <param name="Run">The run that the event is about.</param>
    /// <param name="Position">The event's position in the log.</param>
    /// <param name="As">The digest of the bytes that stand there from now on.</param>
    /// <param name="At">When.</param>
    public sealed record Redacted(RunId Run, long Position, Digest As, Instant At) : RunEvent(Run);
}
