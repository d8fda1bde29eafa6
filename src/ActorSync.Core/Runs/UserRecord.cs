using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Everything that a partition remembers of one user.</summary>
/// <param name="User">The user.</param>
/// <param name="LastKnown">The user as last seen, with every applied write since; null when never seen.</param>
/// <param name="Ledger">Who stated them, what ActorSync owns, dates and schedules.</param>
/// <param name="OpenIntents">Writes that were intended and are not settled, by sequence: in doubt after a crash.</param>
/// <param name="Progress">How far the latest run has come with them, or null when no run ever touched them.</param>
public sealed record UserRecord(
    UserId User, ObservedUser? LastKnown, AgentLedger Ledger, ImmutableArray<JournalEntry.Intended> OpenIntents, UserProgress? Progress)
{
    /// <summary>A user of whom nothing is known.</summary>
    public static UserRecord New(UserId user) => new(user, null, AgentLedger.Empty, [], null);

    /// <summary>How far a run has come with the user, or null when it never touched them or a later run has.</summary>
    public UserProgress? ProgressIn(RunId run) => Progress is { } latest && latest.Run == run ? latest : null;

    /// <summary>The writes of a run that are in doubt, by sequence.</summary>
    public IEnumerable<JournalEntry.Intended> OpenIntentsOf(RunId run) => OpenIntents.Where(intent => intent.Run == run);

    /// <summary>The writes that other runs left in doubt: those runs are closed, and nobody will settle them.</summary>
    public IEnumerable<JournalEntry.Intended> GivenUpBefore(RunId run) => OpenIntents.Where(intent => intent.Run != run);

    /// <summary>The user as a run has to take them: of what an earlier one left in doubt nobody knows anything, and nobody owns it.</summary>
    public UserRecord AsOf(RunId run)
    {
        var known = this;
        foreach (var intent in OpenIntents)
        {
            if (intent.Run != run)
            {
                known = known.AfterUnknown(intent.Operations) with { OpenIntents = known.OpenIntents.Remove(intent) };
            }
        }

        return known;
    }

    /// <summary>The user after a write of which nobody will know whether it was applied.</summary>
    public UserRecord AfterUnknown(ImmutableArray<Operation> carried) => this with
    {
        Ledger = LedgerEffects.AfterUnknown(Ledger, carried),
        LastKnown = LastKnown is { } seen ? ObservedEffects.AfterUnknown(seen, carried) : null,
    };

    /// <inheritdoc/>
    public bool Equals(UserRecord? other) =>
        other is not null
        && User == other.User
        && LastKnown == other.LastKnown
        && Ledger == other.Ledger
        && OpenIntents.SequenceEqual(other.OpenIntents)
        && Progress == other.Progress;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(User, LastKnown, Ledger, OpenIntents.Length, Progress);
}
