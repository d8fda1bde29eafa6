using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Users;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Trusts the ledger instead of the target, where the configuration allows it and the ledger knows everybody in the file.</summary>
internal static class CachedUsers
{
    /// <summary>The users as the ledger knows them, or null when the target has to be read: somebody is not known, or known too long ago, or from before a restore, since writes may have been made that the backup knows nothing of.</summary>
    public static IReadOnlyList<ObservedUser>? Of(TargetOptions target, RosterReading reading, ImmutableArray<LedgerPerson> known, ScopeTerms terms, Instant? restoredAt)
    {
        if (target.Observe != ObserveMode.Cached)
        {
            return null;
        }

        var fresh = known
            .Where(person => person.LastSeen is { IsKnown: true } seen && terms.Now - seen.ObservedAt <= target.CacheMaxAge && !(seen.ObservedAt <= restoredAt))
            .ToList();
        var employees = fresh.Select(person => new EmployeeId(person.Ledger.Employee!)).ToHashSet();
        return reading.People.Values.Where(person => person.Status != EmploymentStatus.Inactive && terms.Includes(person.Id)).All(person => employees.Contains(person.Id))
            ? [.. fresh.Select(person => person.LastSeen!)]
            : null;
    }
}
