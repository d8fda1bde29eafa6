using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What a partition is asked to do. A closed family; each message carries ids and values, never references.</summary>
public abstract record PartitionMessage
{
    private PartitionMessage()
    {
    }

    /// <summary>Answered with <see cref="PartitionReply.Recovered"/> once the partition has read the journal.</summary>
    public sealed record AwaitRecovery : PartitionMessage
    {
        /// <summary>The only instance needed.</summary>
        public static readonly AwaitRecovery Instance = new();
    }

    /// <summary>A run begins, or goes on; answered with <see cref="PartitionReply.RunBegun"/>.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="SkipsMoved">Whether an operation of an earlier plan whose value has moved is skipped (<c>apply</c>) or decided again.</param>
    /// <param name="GoesOn">Whether an earlier process of the run has decided, so that what it did is no drift.</param>
    /// <param name="SettlesOnly">Whether what is in doubt is settled and nothing more is written.</param>
    public sealed record BeginRun(RunId Run, bool SkipsMoved, bool GoesOn, bool SettlesOnly) : PartitionMessage
    {
        /// <summary>Since when what an earlier process of the run left open is in doubt; null where there was none, or nobody knows.</summary>
        public Instant? LeftAt { get; init; }

        /// <summary>When an earlier process of the run is known to have been at work last, so that it may have sent something; null likewise.</summary>
        public Instant? LastAtWork { get; init; }

        /// <summary>From when on a single reading holds for the run: one that an earlier process of it made is not made again, and each is kept; null where none is kept.</summary>
        public Instant? ReadSince { get; init; }

        /// <summary>Whether the run only decides: nobody will be told to converge.</summary>
        public bool DecidesOnly { get; init; }
    }

    /// <summary>Tell how far a run has come, as <see cref="PartitionReply.RunBegun"/>, whatever run is under way.</summary>
    /// <param name="Run">The run.</param>
    public sealed record GetDone(RunId Run) : PartitionMessage;

    /// <summary>What the decisions of the run under way share; known only once the taxonomy was read. Not answered.</summary>
    public sealed record UseContext(PlanningContext Context) : PartitionMessage;

    /// <summary>Decide a person; answered with <see cref="PartitionReply.PersonDecided"/>.</summary>
    /// <param name="User">The matched user.</param>
    /// <param name="Person">What the source states, or null for somebody absent.</param>
    /// <param name="Observed">The user as observed in this run; unknown holdings are read first.</param>
    public sealed record DecidePerson(UserId User, RosterPerson? Person, ObservedUser Observed) : PartitionMessage;

    /// <summary>Take over a user of a plan made earlier; answered with <see cref="PartitionReply.PersonDecided"/>.</summary>
    /// <param name="Planned">The plan's user.</param>
    /// <param name="Observed">The user as observed in this run.</param>
    public sealed record DecidePlanned(PlannedUser Planned, ObservedUser Observed) : PartitionMessage;

    /// <summary>Decide how an earlier run is taken back for one user; answered with <see cref="PartitionReply.PersonDecided"/>.</summary>
    /// <param name="Undone">What that run did.</param>
    /// <param name="Observed">The user as observed now; unknown holdings are read first.</param>
    public sealed record DecideUndoing(UserChanges Undone, ObservedUser Observed) : PartitionMessage;

    /// <summary>Store a snapshot of the state now; answered with <see cref="PartitionReply.SnapshotTaken"/>, or a failure where it could not be stored.</summary>
    public sealed record TakeSnapshot : PartitionMessage
    {
        /// <summary>The only instance needed.</summary>
        public static readonly TakeSnapshot Instance = new();
    }

    /// <summary>The guard has passed: make durable what was observed and noted; answered with <see cref="PartitionReply.ConvergeBegun"/>.</summary>
    public sealed record BeginConverge : PartitionMessage
    {
        /// <summary>The only instance needed.</summary>
        public static readonly BeginConverge Instance = new();
    }

    /// <summary>Bring a decided user to the decided state; answered with <see cref="PartitionReply.UserConverged"/>.</summary>
    public sealed record ConvergeUser(UserId User) : PartitionMessage;

    /// <summary>Make entries durable; answered with <see cref="PartitionReply.Recorded"/>.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Entries">What is recorded.</param>
    /// <param name="Seen">The user as read again since, or null.</param>
    /// <param name="Sent">What the run has perhaps sent, and the reading may show.</param>
    public sealed record Record(UserId User, ImmutableArray<JournalEntry> Entries, ObservedUser? Seen, ImmutableArray<Operation> Sent) : PartitionMessage;
}
