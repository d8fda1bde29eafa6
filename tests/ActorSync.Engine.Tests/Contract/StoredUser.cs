using System.Globalization;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>What the journal on the disk tells of one user, read without an engine.</summary>
/// <param name="Record">The fold of the events.</param>
/// <param name="Intents">How many writes were intended.</param>
/// <param name="Version">The user's version that the next write would go by; null where the dialect's writes go by none.</param>
internal sealed record StoredUser(UserRecord Record, int Intents, int? Version)
{
    /// <summary>What the writes would have given that are intended and not settled, by id.</summary>
    public IEnumerable<string> Given => Record.OpenIntents.SelectMany(intent => intent.Operations).Select(operation => operation switch
    {
        Operation.GrantSkill grant => grant.Skill.Value,
        Operation.SetCertification set => set.Certification.Value,
        _ => string.Empty,
    });

    /// <summary>The same without skills that nobody manages: which way a run reads the target decides whether it sees them.</summary>
    public StoredUser Without(IEnumerable<SkillId> unmanaged) => Record.LastKnown is not { Skills: { } skills } seen
        ? this
        : this with { Record = Record with { LastKnown = seen with { Skills = unmanaged.Aggregate(skills, (held, skill) => held.Without(skill)) } } };

    /// <summary>The ledger and what is known of the holdings, without the instants of a process's own work: equal for equal ends.</summary>
    /// <param name="found">The ids of what was found given, so that it is nobody's.</param>
    public string Tell(IReadOnlySet<string> found)
    {
        var (ledger, seen) = (Record.Ledger, Record.LastKnown);
        var owned = ledger.Skills.Select(skill => (Id: skill.Skill.Value, Level: skill.Written.ToString()))
            .Concat(ledger.Certifications.Select(certification => (Id: certification.Certification.Value, Level: $"{certification.Written.IssuedOn} to {certification.Written.ExpiresOn}")))
            .Where(each => !found.Contains(each.Id));
        return $"""
            {Record.User}: {ledger.Employee}, stated by {string.Join(", ", ledger.StatedBy)}; owned {string.Join(", ", owned)}; dates {string.Join(", ", ledger.Dates.Select(Show))}
              holds {Show(seen?.Skills)} and {Show(seen?.Certifications)} at version {Version}; {Record.Progress?.Result?.ToString() ?? "without an end"}, open: {Record.OpenIntents.Length}, scheduled: {ledger.Scheduled.Length}
            """;
    }

    private static string Show<TId, TValue>(Holdings<TId, TValue>? held)
        where TId : IComparable<TId>, IEquatable<TId> => held is null ? "unknown" : string.Join(", ", held);

    private static string Show(CertificationDates dates) => string.Create(
        CultureInfo.InvariantCulture, $"{dates.Certification} {dates.IssuedOn} {dates.OfficialExpiry} {dates.EndedAt is not null} {string.Join('+', dates.Renewals)}");
}
