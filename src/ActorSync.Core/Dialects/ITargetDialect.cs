using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>The shape of one target API: how requests are written and answers read. Pure; every dialect passes the same contract test.</summary>
/// <remarks>The <c>Read…</c> members throw <see cref="DialectException"/> for an answer that is not of the dialect's shape.</remarks>
public interface ITargetDialect
{
    /// <summary>The name in the configuration: <c>guide</c> or <c>genesys</c>.</summary>
    string Name { get; }

    /// <summary>What the target can do.</summary>
    TargetCapabilities Capabilities { get; }

    /// <summary>The listings that together show every user: one of all states, or one per state.</summary>
    ImmutableArray<UserListing> UserListings { get; }

    /// <summary>A page of the target's skills.</summary>
    /// <param name="pageNumber">The page's number, from 1.</param>
    /// <param name="pageSize">Rows asked for, see <see cref="ListUsers"/>.</param>
    TargetRequest ListSkills(int pageNumber, int? pageSize = null);

    /// <summary>Reads the answer to <see cref="ListSkills"/>.</summary>
    Page<ListedSkill> ReadSkills(ReadOnlyMemory<byte> body);

    /// <summary>A page of the target's certifications, or null where they are bare names.</summary>
    /// <param name="pageNumber">The page's number, from 1.</param>
    /// <param name="pageSize">Rows asked for, see <see cref="ListUsers"/>.</param>
    TargetRequest? ListCertifications(int pageNumber, int? pageSize = null);

    /// <summary>Reads the answer to <see cref="ListCertifications"/>.</summary>
    Page<ListedCertification> ReadCertifications(ReadOnlyMemory<byte> body);

    /// <summary>Creates a skill; the parent must exist.</summary>
    TargetRequest CreateSkill(DeclaredSkill skill, SkillId? parent);

    /// <summary>Creates a certification, or null where they are bare names.</summary>
    TargetRequest? CreateCertification(DeclaredCertification certification);

    /// <summary>Reads the answer to <see cref="CreateSkill"/>: the skill with its id.</summary>
    ListedSkill ReadCreatedSkill(ReadOnlyMemory<byte> body);

    /// <summary>A page of a listing of users.</summary>
    /// <param name="listing">One of <see cref="UserListings"/>.</param>
    /// <param name="pageNumber">From 1.</param>
    /// <param name="pageSize">Rows asked for, or null for the largest page; smaller ones are for a target that found its answer too large.</param>
    TargetRequest ListUsers(UserListing listing, int pageNumber, int? pageSize = null);

    /// <summary>Reads the answer to <see cref="ListUsers"/>; holdings that the rows do not carry stay null.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="observedAt">When the request was sent.</param>
    Page<ObservedUser> ReadUsers(ReadOnlyMemory<byte> body, Instant observedAt);

    /// <summary>A page of the users that hold a skill; only where <see cref="TargetCapabilities.HolderPageSize"/> is not null.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="pageNumber">From 1.</param>
    /// <param name="pageSize">Rows asked for, or null for the largest page.</param>
    TargetRequest ListHolders(SkillId skill, int pageNumber, int? pageSize = null);

    /// <summary>Reads the answer to <see cref="ListHolders(SkillId, int, int?)"/>.</summary>
    Page<KeyValuePair<UserId, Level>> ReadSkillHolders(ReadOnlyMemory<byte> body);

    /// <summary>A page of the users that hold a certification.</summary>
    /// <param name="certification">The certification.</param>
    /// <param name="pageNumber">From 1.</param>
    /// <param name="pageSize">Rows asked for, or null for the largest page.</param>
    TargetRequest ListHolders(CertificationId certification, int pageNumber, int? pageSize = null);

    /// <summary>Reads the answer to <see cref="ListHolders(CertificationId, int, int?)"/>.</summary>
    Page<KeyValuePair<UserId, HeldCertification>> ReadCertificationHolders(ReadOnlyMemory<byte> body);

    /// <summary>
    /// The reads that together make <paramref name="known"/> fully known again, past every cache: all of them when <paramref name="everything"/>,
    /// else only those for what is still null.
    /// </summary>
    /// <remarks>A target may leave something out even so: while the folded user is not known, ask again without <paramref name="everything"/>, a bounded number of times.</remarks>
    ImmutableArray<TargetRequest> ReadUser(ObservedUser known, bool everything);

    /// <summary>How many requests <see cref="ReadUser"/> gives where everything is to be read.</summary>
    int ReadsPerUser { get; }

    /// <summary>Folds the 200 answer to one request of <see cref="ReadUser"/> into what was known; sets <see cref="ObservedUser.ObservedAt"/>.</summary>
    /// <param name="known">The user as known so far.</param>
    /// <param name="request">The request that was answered.</param>
    /// <param name="body">The answer.</param>
    /// <param name="observedAt">When the oldest request was sent on which the holdings rest then: the first one of the round.</param>
    ObservedUser Fold(ObservedUser known, TargetRequest request, ReadOnlyMemory<byte> body, Instant observedAt);

    /// <summary>Whether the next write depends on something of the user that is not known (a version, the names on a profile): read the user first.</summary>
    bool NeedsRead(ObservedUser current, ImmutableArray<Operation> remaining);

    /// <summary>The next write of a user, or null when nothing remains or <see cref="NeedsRead"/>. Order: endings, profile or certifications, grants and ratings, revocations.</summary>
    /// <param name="current">The user as known now, with every holding known.</param>
    /// <param name="remaining">The operations still to do, not empty-checked by the caller.</param>
    UserWrite? NextWrite(ObservedUser current, ImmutableArray<Operation> remaining);

    /// <summary>Reads the answer to a write.</summary>
    WriteVerdict Judge(UserWrite write, int status, ReadOnlyMemory<byte> body, ObservedUser current, Instant sentAt);

    /// <summary>The fewest writes for these operations of one user, without PUT: the lower bound and the forecast.</summary>
    int WritesFor(ImmutableArray<Operation> operations);

    /// <summary>The text of an error answer for a person: message, code and the target's correlation id, on one line of at most 300 characters.</summary>
    string DescribeError(int status, ReadOnlyMemory<byte> body);
}
