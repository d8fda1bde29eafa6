using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>The <c>guide</c> API: skills and dated certifications as sub-resources of a user, merged by PATCH, removed by level zero.</summary>
public sealed class GuideDialect : ITargetDialect
{
    internal const string SkillsOfUser = "/api/v2/users/{id}/skills";
    internal const string CertificationsOfUser = "/api/v2/users/{id}/certifications";

    /// <inheritdoc/>
    public string Name => "guide";

    /// <inheritdoc/>
    public TargetCapabilities Capabilities { get; } = new(
        LevelScale.IntegersOneToFive,
        CertificationsAreDated: true,
        SkillsHaveDetails: true,
        MaxItemsPerWrite: 50,
        UserPageSize: 500,
        HolderPageSize: 100);

    /// <inheritdoc/>
    public ImmutableArray<UserListing> UserListings { get; } = [new("any")];

    /// <inheritdoc/>
    public TargetRequest ListSkills(int pageNumber, int? pageSize = null) =>
        Get(Page("/api/v2/skills?", pageSize ?? Capabilities.UserPageSize, pageNumber), "/api/v2/skills");

    /// <inheritdoc/>
    public Page<ListedSkill> ReadSkills(ReadOnlyMemory<byte> body) => PageReading.Read(body, "a page of skills", GuideAnswers.Skill);

    /// <inheritdoc/>
    public TargetRequest ListCertifications(int pageNumber, int? pageSize = null) =>
        Get(Page("/api/v2/certifications?", pageSize ?? Capabilities.UserPageSize, pageNumber), "/api/v2/certifications");

    /// <inheritdoc/>
    public Page<ListedCertification> ReadCertifications(ReadOnlyMemory<byte> body) =>
        PageReading.Read(body, "a page of certifications", GuideAnswers.Certification);

    /// <inheritdoc/>
    public TargetRequest CreateSkill(DeclaredSkill skill, SkillId? parent) =>
        new(RequestVerb.Post, "/api/v2/skills", GuideWrites.Skill(skill, parent), "POST /api/v2/skills", null);

    /// <inheritdoc/>
    public TargetRequest CreateCertification(DeclaredCertification certification) =>
        new(RequestVerb.Post, "/api/v2/certifications", GuideWrites.Certification(certification), "POST /api/v2/certifications", null);

    /// <inheritdoc/>
    public ListedSkill ReadCreatedSkill(ReadOnlyMemory<byte> body) => JsonReading.Parse(body, "a skill", GuideAnswers.Skill);

    /// <inheritdoc/>
    public TargetRequest ListUsers(UserListing listing, int pageNumber, int? pageSize = null) =>
        Get(Page($"/api/v2/users?state={listing.State}&", pageSize ?? Capabilities.UserPageSize, pageNumber), "/api/v2/users");

    /// <inheritdoc/>
    public Page<ObservedUser> ReadUsers(ReadOnlyMemory<byte> body, Instant observedAt)
    {
        var page = PageReading.Read(body, "a page of users", GuideAnswers.User);
        return new([.. page.Items.Select(user => user with { ObservedAt = observedAt })], page.PageNumber, page.PageSize, page.Total, page.PageCount);
    }

    /// <inheritdoc/>
    public TargetRequest ListHolders(SkillId skill, int pageNumber, int? pageSize = null) =>
        Get(Page($"/api/v2/skills/{Uri.EscapeDataString(skill.Value)}/users?", pageSize ?? Capabilities.HolderPageSize!.Value, pageNumber), "/api/v2/skills/{id}/users");

    /// <inheritdoc/>
    public Page<KeyValuePair<UserId, Level>> ReadSkillHolders(ReadOnlyMemory<byte> body) =>
        PageReading.Read(body, "a page of a skill's holders", GuideAnswers.SkillHolder);

    /// <inheritdoc/>
    public TargetRequest ListHolders(CertificationId certification, int pageNumber, int? pageSize = null) =>
        Get(
            Page($"/api/v2/certifications/{Uri.EscapeDataString(certification.Value)}/users?", pageSize ?? Capabilities.HolderPageSize!.Value, pageNumber),
            "/api/v2/certifications/{id}/users");

    /// <inheritdoc/>
    public Page<KeyValuePair<UserId, HeldCertification>> ReadCertificationHolders(ReadOnlyMemory<byte> body) =>
        PageReading.Read(body, "a page of a certification's holders", GuideAnswers.CertificationHolder);

    /// <inheritdoc/>
    public int ReadsPerUser => 2;

    /// <inheritdoc/>
    public ImmutableArray<TargetRequest> ReadUser(ObservedUser known, bool everything)
    {
        var reads = ImmutableArray.CreateBuilder<TargetRequest>(2);
        if (everything || known.Skills is null)
        {
            reads.Add(Get(RoutePath.Of(SkillsOfUser, known.Id), SkillsOfUser, known.Id));
        }

        if (everything || known.Certifications is null)
        {
            reads.Add(Get(RoutePath.Of(CertificationsOfUser, known.Id), CertificationsOfUser, known.Id));
        }

        return reads.DrainToImmutable();
    }

    /// <inheritdoc/>
    public ObservedUser Fold(ObservedUser known, TargetRequest request, ReadOnlyMemory<byte> body, Instant observedAt) =>
        request.Route switch
        {
            "GET " + SkillsOfUser => known with { Skills = GuideAnswers.SkillsHeld(body), ObservedAt = observedAt },
            "GET " + CertificationsOfUser => known with { Certifications = GuideAnswers.CertificationsHeld(body), ObservedAt = observedAt },
            _ => throw new ArgumentException($"'{request.Route}' does not read a user.", nameof(request)),
        };

    /// <inheritdoc/>
    public bool NeedsRead(ObservedUser current, ImmutableArray<Operation> remaining) => false;

    /// <inheritdoc/>
    public UserWrite? NextWrite(ObservedUser current, ImmutableArray<Operation> remaining) =>
        GuideWrites.Next(current, remaining, Capabilities.MaxItemsPerWrite);

    /// <inheritdoc/>
    public WriteVerdict Judge(UserWrite write, int status, ReadOnlyMemory<byte> body, ObservedUser current, Instant sentAt) =>
        UnappliedWrite.Judge(write, status, body) ?? GuideAnswers.Judge(write, body, current);

    /// <inheritdoc/>
    public int WritesFor(ImmutableArray<Operation> operations)
    {
        var certifications = operations.Count(operation => operation is Operation.SetCertification or Operation.EndCertification);
        return WriteOrder.Chunks(certifications, Capabilities.MaxItemsPerWrite)
            + WriteOrder.Chunks(operations.Length - certifications, Capabilities.MaxItemsPerWrite);
    }

    /// <inheritdoc/>
    public string DescribeError(int status, ReadOnlyMemory<byte> body) => TargetError.Read(body).Describe(status);

    private static string Page(string pathAndQuery, int size, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{pathAndQuery}pageSize={size}&pageNumber={number}");

    private static TargetRequest Get(string path, string route, UserId? user = null) => new(RequestVerb.Get, path, default, $"GET {route}", user);
}
