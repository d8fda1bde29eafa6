using ActorSync.Core.Roster;

namespace ActorSync.Core.Users;

/// <summary>Notes in the ledger who stated a user.</summary>
internal static class LedgerNotes
{
    /// <summary>The ledger after a file of the source stated this person; a run for a pilot group leaves open whom the source states.</summary>
    public static AgentLedger Mentioning(this AgentLedger ledger, EmployeeId employee, SourceName source, bool isPilot)
    {
        var isKnown = isPilot || ledger.StatedBy.Contains(source);
        return isKnown && ledger.Employee == employee.Value
            ? ledger
            : ledger with
            {
                Employee = employee.Value,
                StatedBy = isKnown ? ledger.StatedBy : [.. ledger.StatedBy.Add(source).Order()],
            };
    }
}
