using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;
using ActorSync.Sandbox.Seeding;
using NodaTime;

namespace ActorSync.Engine.Tests.Users.Observation;

/// <summary>What the dialects write, before a strict target that read the same contract on its own.</summary>
public sealed class WriteOneUserTests
{
    private static readonly Instant Later = Instant.FromUtc(2040, 1, 14, 23, 59, 59) + Duration.FromMilliseconds(999);
    private static readonly Instant Past = Instant.FromUtc(2020, 1, 1, 0, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_guide_accepts_every_write_and_shows_what_was_written()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed("guide"));
        var (user, taxonomy) = await ObserveAsync(target);
        var held = new HeldCertification(Past, Later);
        var operations = SkillOperations(taxonomy).AddRange(
            new Operation.EndCertification(taxonomy.Certifications[new("Old")], held, new(null, Past + Duration.FromDays(1)), OperationCause.Lapsed),
            new Operation.SetCertification(taxonomy.Certifications[new("New")], null, new(Past, Later), OperationCause.Stated));

        var clashes = await ConvergeAsync(target, user, operations);

        Assert.Equal(0, clashes);
        Assert.Equal(target.Dialect.WritesFor(operations), Writes(target));
        var state = await UserAsync(target);
        AssertSkills(state);
        Assert.Equal(
            """{"New":{"issuedOn":"2020-01-01T00:00:00.000Z","expiresOn":"2040-01-14T23:59:59.999Z"},"Old":{"issuedOn":"2020-01-01T00:00:00.000Z","expiresOn":"2020-01-02T00:00:00.000Z"}}""",
            state.GetProperty("certifications").GetRawText());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("skill-writes-move-version", 1)]
    [InlineData("version-clash:times=1,route=PATCH,status=400", 1)]
    [InlineData("version-clash:times=2,route=bulk,status=408", 2)]
    public async Task Genesys_accepts_every_write_whether_or_not_skill_writes_move_the_version(string fault, int clashes)
    {
        await using var target = await SandboxTarget.StartAsync("genesys", Seed("genesys"), fault.Length == 0 ? [] : [fault]);
        var (user, taxonomy) = await ObserveAsync(target);
        var operations = SkillOperations(taxonomy).AddRange(
            new Operation.RevokeSkill(taxonomy.Skills[new("Gate")], new(5), IsGate: true, OperationCause.Expired),
            new Operation.EndCertification(new("Old"), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired),
            new Operation.SetCertification(new("New"), null, HeldCertification.NameOnly, OperationCause.Stated));

        var met = await ConvergeAsync(target, user, operations);

        Assert.Equal(clashes, met);
        Assert.Equal(target.Dialect.WritesFor(operations) + clashes, Writes(target));
        var state = await UserAsync(target);
        AssertSkills(state);
        Assert.Equal("""["By hand","New"]""", state.GetProperty("certifications").GetRawText());
    }

    [Fact]
    public async Task A_bulk_body_that_was_applied_in_part_is_seen_in_the_answer()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", Seed("genesys"), ["bulk-applied-in-part:times=1"]);
        var (user, taxonomy) = await ObserveAsync(target);
        var write = target.Dialect.NextWrite(user, SkillOperations(taxonomy))!;

        var answer = Assert.IsType<TargetOutcome.Answered>(await target.SendAsync(write.Request, Cancellation));

        Assert.IsType<WriteVerdict.ReadAgain>(target.Dialect.Judge(write, answer.Status, answer.Body, user, answer.SentAt));
    }

    // Sixty grants make two chunks; the rest changes what the user holds.
    private static ImmutableArray<Operation> SkillOperations(TargetTaxonomy taxonomy) =>
    [
        .. Enumerable.Range(0, 60).Select(index => new Operation.GrantSkill(taxonomy.Skills[new($"Skill {index:00}")], new(index % 5 + 1), IsGate: false, OperationCause.Stated)),
        new Operation.RateSkill(taxonomy.Skills[new("Rated")], new(2), new(4.0m), IsGate: false, OperationCause.Stated),
        new Operation.RevokeSkill(taxonomy.Skills[new("Revoked")], new(3), IsGate: false, OperationCause.Zero),
    ];

    private static void AssertSkills(JsonElement state)
    {
        var skills = state.GetProperty("skills").EnumerateObject().ToDictionary(skill => skill.Name, skill => skill.Value.GetDecimal());
        Assert.Equal(4, skills["Rated"]);
        Assert.Equal(1, skills["Hand skill"]);
        Assert.DoesNotContain("Revoked", skills.Keys);
        Assert.Equal(60, skills.Keys.Count(name => name.StartsWith("Skill ", StringComparison.Ordinal)));
    }

    private static async Task<int> ConvergeAsync(SandboxTarget target, ObservedUser user, ImmutableArray<Operation> operations)
    {
        var clashes = 0;
        while (target.Dialect.NextWrite(user, operations) is { } write)
        {
            var answer = Assert.IsType<TargetOutcome.Answered>(await target.SendAsync(write.Request, Cancellation));
            switch (target.Dialect.Judge(write, answer.Status, answer.Body, user, answer.SentAt))
            {
                case WriteVerdict.Applied applied:
                    user = applied.Now;
                    operations = operations.RemoveAll(write.Carries.Contains);
                    break;
                case WriteVerdict.ReadAgain { IsClash: true }:
                    clashes++;
                    user = await ReadAsync(target, user);
                    break;
                case var other:
                    Assert.Fail($"{write.Request.Route}: {other}");
                    break;
            }
        }

        Assert.Empty(operations);
        Assert.Equal(await ReadAsync(target, user) with { ObservedAt = user.ObservedAt, Version = user.Version, EmployeeId = user.EmployeeId }, user);
        return clashes;
    }

    private static async Task<(ObservedUser User, TargetTaxonomy Taxonomy)> ObserveAsync(SandboxTarget target)
    {
        var declared = new DeclaredTaxonomy(
            Seed(target.Dialect.Name).Skills.Select(skill => new DeclaredSkill(new(skill.Name), null, null, Managed: true, null)),
            [new DeclaredCertification(new("Old"), null, 365, null, Managed: true), new DeclaredCertification(new("New"), null, 365, null, Managed: true)]);
        var taxonomy = Assert.IsType<ObservationResult<TaxonomyReading>.Read>(await new TaxonomyReader(target.Dialect, target).ReadAsync(declared, Cancellation));
        var users = Assert.IsType<ObservationResult<ImmutableArray<ObservedUser>>.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));
        var user = Assert.Single(users.Value);
        return (user.IsKnown ? user : await ReadAsync(target, user), taxonomy.Value.Taxonomy);
    }

    private static async Task<ObservedUser> ReadAsync(SandboxTarget target, ObservedUser user)
    {
        foreach (var request in target.Dialect.ReadUser(user, everything: true))
        {
            var answer = Assert.IsType<TargetOutcome.Answered>(await target.SendAsync(request, Cancellation));
            user = target.Dialect.Fold(user, request, answer.Body, answer.SentAt);
        }

        return user;
    }

    private static int Writes(SandboxTarget target) => target.Sent.Count(sent => !sent.StartsWith("GET", StringComparison.Ordinal));

    private static async Task<JsonElement> UserAsync(SandboxTarget target) => (await target.StateAsync()).GetProperty("users")[0];

    private static SandboxSeed Seed(string dialect) => new()
    {
        Skills = [.. Enumerable.Range(0, 60).Select(index => new SeedSkill($"Skill {index:00}")), new("Rated"), new("Revoked"), new("Gate"), new("Hand skill")],
        Certifications = [new("Old", 365), new("New", 365)],
        Users =
        [
            new SeedUser("0042", "ada@example.com", "Ada")
            {
                Skills = [new("Rated", 2), new("Revoked", 3), new("Gate", 5), new("Hand skill", 1)],
                Certifications = dialect == "guide" ? [new("Old", Past, Later)] : [new("Old"), new("By hand")],
            },
        ],
    };
}
