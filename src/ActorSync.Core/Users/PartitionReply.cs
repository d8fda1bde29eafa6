using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Users;

/// <summary>What a partition answers. A closed family.</summary>
public abstract record PartitionReply
{
    private PartitionReply()
    {
    }

    /// <summary>The partition has read the journal.</summary>
    public sealed record Recovered : PartitionReply
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Recovered Instance = new();
    }

    /// <summary>The partition has recovered and is ready for the run.</summary>
    /// <param name="Partition">The partition's number.</param>
    /// <param name="People">The people that its ledger knows.</param>
    /// <param name="Finished">What this run already did, where it goes on after an interruption.</param>
    public sealed record RunBegun(int Partition, ImmutableArray<LedgerPerson> People, ImmutableArray<FinishedUser> Finished) : PartitionReply
    {
        /// <summary>Tells a tally of the run's writes in doubt.</summary>
        /// <param name="doubts">The tally.</param>
        /// <param name="withOpen">Whether those that are open are in doubt.</param>
        public void TellDoubts(DoubtTally doubts, bool withOpen)
        {
            ArgumentNullException.ThrowIfNull(doubts);

            var employees = People.ToDictionary(person => person.User, person => person.Ledger.Employee);
            foreach (var finished in Finished)
            {
                doubts.Take(employees.GetValueOrDefault(finished.User) ?? finished.User.Value, finished.Doubts);
            }

            foreach (var open in People.Where(person => withOpen && !person.InDoubt.IsEmpty))
            {
                doubts.Open(open.User, open.Ledger.Employee ?? open.User.Value, open.InDoubt, open.Doubt);
            }
        }
    }

    /// <summary>A person is decided.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Decision">The decision, or null when the user could not be read.</param>
    /// <param name="Planned">The same as the plan keeps it, or null.</param>
    /// <param name="Skipped">Why operations of an earlier plan were skipped.</param>
    /// <param name="Foreseen">What the forecast counts for the user.</param>
    /// <param name="Problem">Why the user could not be read, or null.</param>
    /// <param name="Stop">Why the whole run has to stop, or null.</param>
    public sealed record PersonDecided(
        UserId User,
        AgentDecision? Decision,
        PlannedUser? Planned,
        ImmutableArray<UserProblem> Skipped,
        RequestsForeseen Foreseen,
        UserProblem? Problem,
        RunStop? Stop) : PartitionReply
    {
        /// <summary>Whether the user shows something of a write in doubt, so that an earlier process has sent it.</summary>
        public bool ShowsDoubt { get; init; }

        /// <summary>What the run has made of the user, as the journal has it by now, where the run goes on and nothing is left to be written; else null.</summary>
        public UserResult? Finished { get; init; }

        /// <summary>What a person should know of the decision, and that keeps nothing from being done.</summary>
        public ImmutableArray<UserProblem> Notes { get; init; } = [];
    }

    /// <summary>What the run learned is durable; writes may begin.</summary>
    public sealed record ConvergeBegun(int Partition) : PartitionReply;

    /// <summary>The run is done with a user, or has to stop.</summary>
    public sealed record UserConverged(UserId User, UserSyncResult Result) : PartitionReply;

    /// <summary>The entries of the last <see cref="PartitionMessage.Record"/> of that sender are durable.</summary>
    public sealed record Recorded : PartitionReply
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Recorded Instance = new();
    }

    /// <summary>The partition's state is in a snapshot.</summary>
    public sealed record SnapshotTaken : PartitionReply
    {
        /// <summary>The only instance needed.</summary>
        public static readonly SnapshotTaken Instance = new();
    }

    /// <summary>The journal refused to store: nothing more is sent.</summary>
    public sealed record JournalFailed(int Partition, string Reason) : PartitionReply
    {
        /// <summary>Whether it was given up because the process is to end, while the fault might have passed.</summary>
        public bool IsOfStop { get; init; }
    }
}
