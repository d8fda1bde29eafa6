using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What the machine of a run has its shell do.</summary>
public interface IRunPort
{
    /// <summary>Tells the partition that keeps a user.</summary>
    void Tell(UserId user, PartitionMessage message);

    /// <summary>Tells every partition.</summary>
    void TellAll(PartitionMessage message);

    /// <summary>Reads the target; comes back with <see cref="RunInput.Observed"/>.</summary>
    /// <param name="known">Everybody whom the partitions know.</param>
    void Observe(ImmutableArray<LedgerPerson> known);

    /// <summary>Breaks the observation off, if one is under way, and lets nothing more be sent; what is under way is waited for.</summary>
    void StopSending();

    /// <summary>Asks what was sent so far; comes back with <see cref="RunInput.Counted"/>, in the order asked.</summary>
    void CountRequests();

    /// <summary>Makes the plan durable beside the run; comes back with <see cref="RunInput.PlanKept"/>.</summary>
    void KeepPlan(RunSummary decided, IEnumerable<PlannedUser> planned, TaxonomyNames names);

    /// <summary>Has the run log remember that everybody is decided and the guard has passed; comes back with <see cref="RunInput.Recorded"/> or <see cref="RunInput.Unrecorded"/>, in the order told.</summary>
    void RecordDecided(UnrecordedRequests requests, RunSummary decided);

    /// <summary>Has it remember that requests were sent, and that the process was at work until <paramref name="now"/>; comes back likewise.</summary>
    void RecordCounted(UnrecordedRequests requests, Instant now);

    /// <summary>Has it remember how the run ended; comes back likewise.</summary>
    void RecordEnded(UnrecordedRequests requests, RunEnding ending, Instant now);

    /// <summary>Tells where the run stands, often; must be quick.</summary>
    void Report(PhaseProgress progress);

    /// <summary>Tells how the run ended; nothing comes after it.</summary>
    /// <param name="ending">The end.</param>
    /// <param name="failure">What failed that no rule foresees, as a person is told it.</param>
    void End(RunEnding ending, RunFailure failure);
}
