using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using NodaTime;

namespace ActorSync.Engine.Users.Observation;

/// <summary>Reads the users of the target and what they hold, with the fewest requests; sends no write.</summary>
public sealed class TargetObserver(ITargetDialect dialect, ITargetClient client)
{
    /// <summary>Lists every user, in every state, sorted by id; what the rows do not carry is null.</summary>
    public async Task<ObservationResult<ImmutableArray<ObservedUser>>> ListUsersAsync(CancellationToken cancellationToken)
    {
        var users = new Dictionary<UserId, ObservedUser>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var found = new FoundPageSize();
        foreach (var listing in dialect.UserListings)
        {
            var read = new ListingRead<UserId, ObservedUser>(
                client,
                (page, size) => dialect.ListUsers(listing, page, size),
                dialect.ReadUsers,
                user => user.Id,
                dialect.Capabilities.UserPageSize,
                listing.MaxRows,
                found);
            if (await read.AllAsync(cancellationToken) is { } failure)
            {
                return new ObservationResult<ImmutableArray<ObservedUser>>.Failed(failure);
            }

            foreach (var user in read.Rows)
            {
                users[user.Id] = user; // A user that changed state meanwhile stands in two listings: the later one is the newer.
            }

            if (read.IsCutShort)
            {
                findings.Add(Warning(
                    "users-not-all-listed",
                    $"Not all {listing.State} users could be listed: the target serves {read.Count} of {read.Total}. A person whose user is not among them is unmatched."));
            }
            else if (!read.IsWhole)
            {
                findings.Add(Warning(
                    "users-listing-short",
                    $"The target says that it has {read.Total} users in the listing '{listing.State}', and {read.Count} came, read again and again. Rows may have moved while they were read; run again."));
            }
        }

        return new ObservationResult<ImmutableArray<ObservedUser>>.Read([.. users.Values.OrderBy(user => user.Id)], findings.DrainToImmutable());
    }

    /// <summary>Reads what users hold where the listing did not show it and lists of holders are the cheaper way; who is left with null is to be read singly. In the order given.</summary>
    /// <remarks>Holdings from lists of holders are those of managed names only: nothing else is asked for.</remarks>
    /// <param name="inScope">The users in scope, as listed.</param>
    /// <param name="taxonomy">The declared names that the target has.</param>
    /// <param name="by">Whether the cheapest way is taken, or a read per user.</param>
    /// <param name="known">How many holders the ledger knows of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ObservationResult<ImmutableArray<ObservedUser>>> ReadHoldingsAsync(
        ImmutableArray<ObservedUser> inScope, TargetTaxonomy taxonomy, ObserveBy by, HolderCounts known, CancellationToken cancellationToken)
    {
        if (by == ObserveBy.User)
        {
            return Result(inScope.Select(user => user with { Skills = null, Certifications = null }));
        }

        if (dialect.Capabilities.HolderPageSize is not { } pageSize)
        {
            return Result(inScope);
        }

        var skills = new HolderReading<SkillId, Level>(
            taxonomy.Skills.Values.Where(taxonomy.IsManaged),
            id => known.Skills.TryGetValue(id, out var count) ? count : null,
            (id, found) => new(client, (page, size) => dialect.ListHolders(id, page, size), (body, _) => dialect.ReadSkillHolders(body), row => row.Key, pageSize, found: found),
            pageSize);
        var certifications = new HolderReading<CertificationId, HeldCertification>(
            taxonomy.Certifications.Values.Where(taxonomy.IsManaged),
            id => known.Certifications.TryGetValue(id, out var count) ? count : null,
            (id, found) => new(client, (page, size) => dialect.ListHolders(id, page, size), (body, _) => dialect.ReadCertificationHolders(body), row => row.Key, pageSize, found: found),
            pageSize);
        var failure = await skills.ReadAsync(inScope.Count(user => user.Skills is null), cancellationToken)
            ?? await certifications.ReadAsync(inScope.Count(user => user.Certifications is null), cancellationToken);

        return failure is null
            ? Result(inScope.Select(user => With(user, skills, certifications)))
            : new ObservationResult<ImmutableArray<ObservedUser>>.Failed(failure);
    }

    private static ObservedUser With(
        ObservedUser user, HolderReading<SkillId, Level> skills, HolderReading<CertificationId, HeldCertification> certifications)
    {
        var seen = user;
        var oldest = user.Skills is null && user.Certifications is null ? Instant.MaxValue : user.ObservedAt;
        if (user.Skills is null && skills.Holders is { } skillHolders)
        {
            seen = seen with { Skills = Holdings<SkillId, Level>.From(skillHolders.GetValueOrDefault(user.Id) ?? []) };
            oldest = Instant.Min(oldest, skills.OldestSentAt);
        }

        if (user.Certifications is null && certifications.Holders is { } certificationHolders)
        {
            seen = seen with { Certifications = Holdings<CertificationId, HeldCertification>.From(certificationHolders.GetValueOrDefault(user.Id) ?? []) };
            oldest = Instant.Min(oldest, certifications.OldestSentAt);
        }

        // With nothing managed there is no list: then the holdings are as old as the row.
        return seen with { ObservedAt = oldest == Instant.MaxValue ? user.ObservedAt : oldest };
    }

    private static ObservationResult<ImmutableArray<ObservedUser>> Result(IEnumerable<ObservedUser> users) =>
        new ObservationResult<ImmutableArray<ObservedUser>>.Read([.. users], []);

    private static Finding Warning(string rule, string message) => new(string.Empty, 0, string.Empty, rule, message, FindingSeverity.Warning);
}
