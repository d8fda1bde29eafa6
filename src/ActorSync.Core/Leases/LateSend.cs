using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>A request that was under way when its process lost the lease, so that it may have met what the next process did.</summary>
/// <param name="Route">The request's route.</param>
/// <param name="IsWrite">Whether it changes the target.</param>
/// <param name="User">The user concerned, or null.</param>
/// <param name="Carries">What it wrote.</param>
/// <param name="LeftAt">When it left.</param>
/// <param name="EndedAt">When its end was seen.</param>
/// <param name="Result">How it ended, to go on from the request: <c>was answered by 200</c>.</param>
public sealed record LateSend(string Route, bool IsWrite, UserId? User, ImmutableArray<Operation> Carries, Instant LeftAt, Instant EndedAt, string Result)
{
    /// <summary>The rule of the finding.</summary>
    public const string Rule = "late-send";

    /// <summary>What a person is told. A read changes nothing, and is only to be known of.</summary>
    /// <param name="employee">The person's employee id, or null where none is known.</param>
    /// <param name="names">The names of skills and certifications.</param>
    public Finding ToFinding(string? employee, TaxonomyNames names)
    {
        var who = employee is not null ? $"Employee {employee}: " : User is { } user ? $"User {user}: " : string.Empty;
        var what = Carries.IsEmpty ? Route : string.Join(", ", Carries.Select(operation => operation.InWords(names)));
        var then = IsWrite ? " It may have been applied after the process that took over had looked: compare, and run again." : string.Empty;
        return new Finding(
            string.Empty,
            0,
            string.Empty,
            Rule,
            $"{who}{what} left at {InstantText.At(LeftAt)}, was under way when the lease ran out, and {Result} at {InstantText.At(EndedAt)}.{then}",
            IsWrite ? FindingSeverity.Warning : FindingSeverity.Notice);
    }
}
