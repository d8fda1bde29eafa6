using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

/// <summary>A target of one user that keeps its state as a value: writes carry their operations, reads give the state.</summary>
internal sealed class ModelTarget(ObservedUser user) : ITargetDialect
{
    public ObservedUser User { get; set; } = user;

    public int ItemsPerWrite { get; init; } = 50;

    /// <summary>Whether the answer to a write does not show what was written.</summary>
    public bool HidesWhatWasWritten { get; init; }

    public string Name => "model";

    public TargetCapabilities Capabilities { get; } = new(LevelScale.IntegersOneToFive, true, true, 50, 500, null);

    public ImmutableArray<UserListing> UserListings => [];

    /// <summary>Applies a write and answers it.</summary>
    public TargetOutcome Apply(TargetRequest request, Instant sentAt)
    {
        foreach (var operation in CarriedBy(request))
        {
            User = ObservedEffects.After(User, operation);
        }

        return new TargetOutcome.Answered(200, default, sentAt);
    }

    /// <summary>Applies the first operation of a write, and no other.</summary>
    public void ApplyFirst(TargetRequest request) => User = ObservedEffects.After(User, CarriedBy(request)[0]);

    /// <summary>The skill that the first operation of a write is about.</summary>
    public SkillId SkillIn(TargetRequest write) => CarriedBy(write)[0] switch
    {
        Operation.GrantSkill grant => grant.Skill,
        Operation.RateSkill rate => rate.Skill,
        Operation.RevokeSkill revoke => revoke.Skill,
        var other => throw new InvalidOperationException($"{other} is not about a skill."),
    };

    private ImmutableArray<Operation> CarriedBy(TargetRequest request) =>
        Sent[request with { GoodUntil = null, Urgency = Urgency.Groundwork, IsUnforeseen = false, FinishesWhatWasBegun = false, Carries = [] }];

    public Dictionary<TargetRequest, ImmutableArray<Operation>> Sent { get; } = [];

    public int ReadsPerUser => 1;

    public ImmutableArray<TargetRequest> ReadUser(ObservedUser known, bool everything) => [new(RequestVerb.Get, "/user", default, "GET /user", known.Id)];

    public ObservedUser Fold(ObservedUser known, TargetRequest request, ReadOnlyMemory<byte> body, Instant observedAt) => User with { ObservedAt = observedAt };

    public UserWrite? NextWrite(ObservedUser current, ImmutableArray<Operation> remaining)
    {
        if (remaining.IsEmpty)
        {
            return null;
        }

        ImmutableArray<Operation> carried = [.. remaining.Take(ItemsPerWrite)];
        var request = new TargetRequest(RequestVerb.Patch, $"/user/{Sent.Count}", default, "PATCH /user", current.Id);
        Sent[request] = carried;
        return new UserWrite(request, carried);
    }

    public WriteVerdict Judge(UserWrite write, int status, ReadOnlyMemory<byte> body, ObservedUser current, Instant sentAt) => status switch
    {
        200 when HidesWhatWasWritten => new WriteVerdict.ReadAgain("not shown", false),
        200 => new WriteVerdict.Applied(write.Carries.Aggregate(current, ObservedEffects.After)),
        409 => new WriteVerdict.ReadAgain("clash", true),
        403 when TargetError.Read(body).IsPermissionMissing => new WriteVerdict.PermissionMissing("routing:skill:assign"),
        403 => new WriteVerdict.Forbidden("other division"),
        404 when write.Carries is [Operation.RevokeSkill] => new WriteVerdict.ReadAgain("not there", false),
        404 => new WriteVerdict.Gone("not found"),
        _ => new WriteVerdict.Refused($"status {status}"),
    };

    public int WritesFor(ImmutableArray<Operation> operations) => (operations.Length + ItemsPerWrite - 1) / ItemsPerWrite;

    public string DescribeError(int status, ReadOnlyMemory<byte> body) => $"status {status}";

    public TargetRequest ListSkills(int pageNumber, int? pageSize = null) => throw new NotSupportedException();

    public Page<ListedSkill> ReadSkills(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public TargetRequest? ListCertifications(int pageNumber, int? pageSize = null) => throw new NotSupportedException();

    public Page<ListedCertification> ReadCertifications(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public TargetRequest CreateSkill(DeclaredSkill skill, SkillId? parent) => throw new NotSupportedException();

    public TargetRequest? CreateCertification(DeclaredCertification certification) => throw new NotSupportedException();

    public TargetRequest ListUsers(UserListing listing, int pageNumber, int? pageSize = null) => throw new NotSupportedException();

    public Page<ObservedUser> ReadUsers(ReadOnlyMemory<byte> body, Instant observedAt) => throw new NotSupportedException();

    public TargetRequest ListHolders(SkillId skill, int pageNumber, int? pageSize = null) => throw new NotSupportedException();

    public Page<KeyValuePair<UserId, Level>> ReadSkillHolders(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public TargetRequest ListHolders(CertificationId certification, int pageNumber, int? pageSize = null) => throw new NotSupportedException();

    public Page<KeyValuePair<UserId, HeldCertification>> ReadCertificationHolders(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public bool NeedsRead(ObservedUser current, ImmutableArray<Operation> remaining) => false;

    public ListedSkill ReadCreatedSkill(ReadOnlyMemory<byte> body) => throw new NotSupportedException();
}
