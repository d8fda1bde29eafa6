using ActorSync.Core.Roster;

namespace ActorSync.Core.Users;

/// <summary>Notes in the ledger who stated a user.</summary>
internal static class LedgerNotes
{
    /// <summary>The ledger after an accepted file of the source stated this person.</summary>
    public static AgentLedger Mentioning(this AgentLedger ledger, EmployeeId employee, SourceName source)
    {
        var isKnown = ledger.StatedBy.Contains(source);
        return isKnown && ledger.Employee == employee.Value
            ? ledger
            : ledger with
            {
                Employee = employee.Value,
                StatedBy = isKnown ? ledger.StatedBy : [.. ledger.StatedBy.Add(source).Order()],
            };
    }
}
