using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>One thing that a partition remembers of one user. A closed family; a batch of them is one journal event.</summary>
/// <param name="User">The user.</param>
public abstract record JournalEntry(UserId User)
{
    /// <summary>The user was read and differs from what the partition knew, or was never known.</summary>
    public sealed record Seen(ObservedUser Observed) : JournalEntry(Observed.Id);

    /// <summary>Somebody else has changed the user since ActorSync knew it last; it comes before its <see cref="Seen"/>.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Edits">What was changed, skills first, each kind sorted by id; never empty.</param>
    /// <param name="At">When it was seen.</param>
    public sealed record Edited(UserId User, ImmutableArray<ValueEdit> Edits, Instant At) : JournalEntry(User)
    {
        /// <inheritdoc/>
        public bool Equals(Edited? other) => other is not null && User == other.User && Edits.SequenceEqual(other.Edits) && At == other.At;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(User, Edits.Length, At);
    }

    /// <summary>The ledger after a run's statement was taken in, before its writes.</summary>
    public sealed record Noted(UserId User, AgentLedger Ledger) : JournalEntry(User);

    /// <summary>A write is about to leave: durable before it is sent, in doubt until it is settled.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Sequence">Counts the writes of this user in this run, from 1.</param>
    /// <param name="Operations">What the write carries.</param>
    public sealed record Intended(UserId User, RunId Run, int Sequence, ImmutableArray<Operation> Operations) : JournalEntry(User)
    {
        /// <summary>What put the write in doubt, where the intent is recorded a second time by a process that stops before a read has settled it; else null.</summary>
        public IntentDoubt? Doubt { get; init; }

        /// <inheritdoc/>
        public bool Equals(Intended? other) =>
            other is not null && User == other.User && Run == other.Run && Sequence == other.Sequence && Operations.SequenceEqual(other.Operations)
            && Doubt == other.Doubt;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(User, Run, Sequence);
    }

    /// <summary>An intended write is settled.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Sequence">The intent's sequence.</param>
    /// <param name="Result">How it ended.</param>
    /// <param name="Source">The source whose ownership the operations change.</param>
    /// <param name="Applied">The operations that are applied; empty when none.</param>
    /// <param name="Version">The user's version after it, or null when not known.</param>
    /// <param name="At">When it was settled.</param>
    public sealed record Settled(
        UserId User, RunId Run, int Sequence, WriteResult Result, SourceName Source, ImmutableArray<Operation> Applied, int? Version, Instant At)
        : JournalEntry(User)
    {
        /// <inheritdoc/>
        public bool Equals(Settled? other) =>
            other is not null && User == other.User && Run == other.Run && Sequence == other.Sequence && Result == other.Result
            && Source == other.Source && Applied.SequenceEqual(other.Applied) && Version == other.Version && At == other.At;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(User, Run, Sequence, Result);
    }

    /// <summary>How a write was settled whose outcome had not been known; it comes with its <see cref="Settled"/>.</summary>
    public sealed record Doubted(UserId User, RunId Run, WriteDoubt Doubt) : JournalEntry(User);

    /// <summary>A run is done with a user.</summary>
    public sealed record Finished(UserId User, RunId Run, UserResult Result) : JournalEntry(User);
}
