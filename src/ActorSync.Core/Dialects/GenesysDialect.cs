using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>The public Genesys Cloud API: skills merged in bulk and removed one by one, certifications as bare names on a versioned profile.</summary>
public sealed class GenesysDialect : ITargetDialect
{
    internal const string OneUser = "/api/v2/users/{id}";
    internal const string SkillsOfUser = "/api/v2/users/{id}/routingskills";

    private const string Expansions = "expand=skills,certifications,employerInfo";

    /// <inheritdoc/>
    public string Name => "genesys";

    /// <inheritdoc/>
    public TargetCapabilities Capabilities { get; } = new(
        LevelScale.DecimalsZeroToFive,
        CertificationsAreDated: false,
        SkillsHaveDetails: false,
        MaxItemsPerWrite: 50,
        UserPageSize: 500,
        HolderPageSize: null);

    /// <inheritdoc/>
    public ImmutableArray<UserListing> UserListings { get; } = [new("active"), new("inactive", MaxRows: 10_000)];

    /// <inheritdoc/>
    public TargetRequest ListSkills(int pageNumber, int? pageSize = null) =>
        Get(Invariant($"/api/v2/routing/skills?pageSize={pageSize ?? Capabilities.UserPageSize}&pageNumber={pageNumber}"), "/api/v2/routing/skills");

    /// <inheritdoc/>
    public Page<ListedSkill> ReadSkills(ReadOnlyMemory<byte> body) => PageReading.Read(body, "a page of skills", GenesysAnswers.Skill);

    /// <inheritdoc/>
    public TargetRequest? ListCertifications(int pageNumber, int? pageSize = null) => null;

    /// <inheritdoc/>
    public Page<ListedCertification> ReadCertifications(ReadOnlyMemory<byte> body) => throw NoSuchList();

    /// <inheritdoc/>
    public TargetRequest CreateSkill(DeclaredSkill skill, SkillId? parent) =>
        new(RequestVerb.Post, "/api/v2/routing/skills", GenesysWrites.Skill(skill), "POST /api/v2/routing/skills", null);

    /// <inheritdoc/>
    public TargetRequest? CreateCertification(DeclaredCertification certification) => null;

    /// <inheritdoc/>
    public ListedSkill ReadCreatedSkill(ReadOnlyMemory<byte> body) => JsonReading.Parse(body, "a skill", GenesysAnswers.Skill);

    /// <inheritdoc/>
    public TargetRequest ListUsers(UserListing listing, int pageNumber, int? pageSize = null) =>
        Get(
            Invariant($"/api/v2/users?pageSize={pageSize ?? Capabilities.UserPageSize}&pageNumber={pageNumber}&state={listing.State}&{Expansions}"),
            "/api/v2/users");

    /// <inheritdoc/>
    public Page<ObservedUser> ReadUsers(ReadOnlyMemory<byte> body, Instant observedAt)
    {
        var page = PageReading.Read(body, "a page of users", GenesysUserReading.Row);
        return new([.. page.Items.Select(user => user with { ObservedAt = observedAt })], page.PageNumber, page.PageSize, page.Total, page.PageCount);
    }

    /// <inheritdoc/>
    public TargetRequest ListHolders(SkillId skill, int pageNumber, int? pageSize = null) => throw NoSuchList();

    /// <inheritdoc/>
    public Page<KeyValuePair<UserId, Level>> ReadSkillHolders(ReadOnlyMemory<byte> body) => throw NoSuchList();

    /// <inheritdoc/>
    public TargetRequest ListHolders(CertificationId certification, int pageNumber, int? pageSize = null) => throw NoSuchList();

    /// <inheritdoc/>
    public Page<KeyValuePair<UserId, HeldCertification>> ReadCertificationHolders(ReadOnlyMemory<byte> body) => throw NoSuchList();

    /// <inheritdoc/>
    public int ReadsPerUser => 1;

    /// <inheritdoc/>
    /// <remarks>
    /// One read by id shows everything. Where it left out the skills all the same, the user's own list of skills is asked, whose one page
    /// of 50 counts only if it is the whole list.
    /// </remarks>
    public ImmutableArray<TargetRequest> ReadUser(ObservedUser known, bool everything)
    {
        if (everything || known.Certifications is null)
        {
            return [Get($"{RoutePath.Of(OneUser, known.Id)}?{Expansions}", OneUser, known.Id)];
        }

        return known.Skills is null ? [Get($"{RoutePath.Of(SkillsOfUser, known.Id)}?pageSize=50", SkillsOfUser, known.Id)] : [];
    }

    /// <inheritdoc/>
    public ObservedUser Fold(ObservedUser known, TargetRequest request, ReadOnlyMemory<byte> body, Instant observedAt)
    {
        switch (request.Route)
        {
            case "GET " + OneUser:
                var user = JsonReading.Parse(body, "a user", GenesysUserReading.Whole);
                return user.Id == known.Id
                    ? user with { ObservedAt = observedAt }
                    : throw new DialectException($"User {user.Id} came where user {known.Id} was asked for.");

            case "GET " + SkillsOfUser:
                var page = PageReading.Read(body, "a page of a user's skills", GenesysUserReading.HeldSkill);
                var isWhole = page.Items.Length >= page.Total;
                return known with { Skills = isWhole ? GenesysUserReading.SkillsHeld(page.Items) : null, ObservedAt = observedAt };

            default:
                throw new ArgumentException($"'{request.Route}' does not read a user.", nameof(request));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A profile's names are replaced under its version, so both must be known.</remarks>
    public bool NeedsRead(ObservedUser current, ImmutableArray<Operation> remaining) =>
        (current.Version is null || current.Certifications is null)
        && remaining.Any(operation => operation is Operation.SetCertification or Operation.EndCertification)
        && !remaining.Any(operation => operation is Operation.RevokeSkill { IsGate: true });

    /// <inheritdoc/>
    public UserWrite? NextWrite(ObservedUser current, ImmutableArray<Operation> remaining) =>
        NeedsRead(current, remaining) ? null : GenesysWrites.Next(current, remaining, Capabilities.MaxItemsPerWrite);

    /// <inheritdoc/>
    public WriteVerdict Judge(UserWrite write, int status, ReadOnlyMemory<byte> body, ObservedUser current, Instant sentAt) =>
        UnappliedWrite.Judge(write, status, body) ?? GenesysAnswers.Judge(write, body, current);

    /// <inheritdoc/>
    public int WritesFor(ImmutableArray<Operation> operations)
    {
        var grantsAndRatings = operations.Count(operation => operation is Operation.GrantSkill or Operation.RateSkill);
        var revocations = operations.Count(operation => operation is Operation.RevokeSkill);
        var namesChange = operations.Length > grantsAndRatings + revocations;
        return WriteOrder.Chunks(grantsAndRatings, Capabilities.MaxItemsPerWrite) + revocations + (namesChange ? 1 : 0);
    }

    /// <inheritdoc/>
    public string DescribeError(int status, ReadOnlyMemory<byte> body) => TargetError.Read(body).Describe(status);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static TargetRequest Get(string path, string route, UserId? user = null) => new(RequestVerb.Get, path, default, $"GET {route}", user);

    private static NotSupportedException NoSuchList() => new("This target lists neither certifications nor holders; its capabilities say so.");
}
