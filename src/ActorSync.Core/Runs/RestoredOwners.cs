using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Has the ledger noted in which an undoing gives values back to their owners: an applied operation alone does not tell a journal whose they were.</summary>
public static class RestoredOwners
{
    /// <summary>Whether a settled write among the entries gives something back to an owner.</summary>
    public static bool AreGivenBackIn(ImmutableArray<JournalEntry> entries) => entries.Any(entry => entry is JournalEntry.Settled settled && GivesBack(settled));

    /// <summary>The entries with the ledger after each settled write that gives something back to an owner.</summary>
    /// <param name="entries">What is recorded of one user.</param>
    /// <param name="ledger">The user's ledger before them.</param>
    public static ImmutableArray<JournalEntry> Note(ImmutableArray<JournalEntry> entries, AgentLedger ledger)
    {
        if (!AreGivenBackIn(entries))
        {
            return entries;
        }

        var noted = ImmutableArray.CreateBuilder<JournalEntry>(entries.Length + 1);
        foreach (var entry in entries)
        {
            noted.Add(entry);
            if (entry is JournalEntry.Noted known)
            {
                ledger = known.Ledger;
            }
            else if (entry is JournalEntry.Settled settled)
            {
                ledger = settled.Applied.Aggregate(ledger, (before, operation) => LedgerEffects.After(before, operation, settled.Source, settled.At));
                if (GivesBack(settled))
                {
                    noted.Add(new JournalEntry.Noted(settled.User, ledger));
                }
            }
        }

        return noted.ToImmutable();
    }

    private static bool GivesBack(JournalEntry.Settled settled) => settled.Applied.Any(operation => operation.Restores is { Owner: not null });
}
