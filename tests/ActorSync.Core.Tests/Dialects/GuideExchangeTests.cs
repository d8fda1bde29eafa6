using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>Exchanges as the guide describes them, to read and to compare byte by byte.</summary>
public sealed class GuideExchangeTests
{
    private static readonly GuideDialect Guide = new();
    private static readonly Instant Sent = Instant.FromUtc(2030, 3, 1, 12, 0);

    private static readonly ObservedUser Ada = new(
        new("a1b2"), "0042", "ada@example.com", UserState.Active, 3, null, null, Holdings<SkillId, Level>.Empty, Holdings<CertificationId, HeldCertification>.Empty, Sent);

    [Fact]
    public void Users_are_listed_in_every_state_and_their_holdings_are_unknown()
    {
        var request = Guide.ListUsers(Guide.UserListings.Single(), 2);
        var page = Guide.ReadUsers(
            ModelTarget.Utf8(
                """
                {"entities": [
                   {"id": "a1b2", "name": "Ada", "email": " ada@example.com", "employeeId": " 0042 ", "state": "active", "version": 3,
                    "division": {"id": "d1", "name": "North"}, "manager": {"id": "m1"}},
                   {"id": "c3d4", "name": "Bo", "email": null, "state": "inactive", "version": 1, "division": null}],
                 "pageSize": 500, "pageNumber": 2, "total": 502, "pageCount": 2, "nextUri": null}
                """),
            Sent);

        Assert.Equal("/api/v2/users?state=any&pageSize=500&pageNumber=2", request.Path);
        Assert.Equal("GET /api/v2/users", request.Route);
        Assert.Equal((2, 500, 502, 2), (page.PageNumber, page.PageSize, page.Total, page.PageCount));
        Assert.Equal(
            [
                new ObservedUser(new("a1b2"), "0042", "ada@example.com", UserState.Active, 3, "d1", "North", null, null, Sent),
                new ObservedUser(new("c3d4"), null, null, UserState.Inactive, 1, null, null, null, null, Sent),
            ],
            page.Items.ToArray());
    }

    [Fact]
    public void Skills_come_with_their_parents_and_a_retired_one_is_not_active()
    {
        var page = Guide.ReadSkills(
            ModelTarget.Utf8(
                """
                {"entities": [{"id": "s1", "name": "Billing", "description": "Invoices", "state": "active"},
                              {"id": "s2", "name": "Refunds", "parentSkill": {"id": "s1", "selfUri": "/s1"}, "state": "inactive"}],
                 "pageSize": 500, "pageNumber": 1, "total": 2, "pageCount": 1}
                """));

        Assert.Equal("/api/v2/skills?pageSize=500&pageNumber=1", Guide.ListSkills(1).Path);
        Assert.Equal(
            [new ListedSkill(new("s1"), "Billing", "Invoices", null, IsActive: true), new ListedSkill(new("s2"), "Refunds", null, new("s1"), IsActive: false)],
            page.Items.ToArray());
    }

    [Fact]
    public void Certifications_come_with_their_validity()
    {
        var page = Guide.ReadCertifications(
            ModelTarget.Utf8(
                """
                {"entities": [{"id": "c1", "name": "PCI_DSS_Compliance", "description": "Cards", "validityInDays": 365}],
                 "pageSize": 500, "pageNumber": 1, "total": 1, "pageCount": 1}
                """));

        Assert.Equal(new ListedCertification(new("c1"), "PCI_DSS_Compliance", "Cards", 365), Assert.Single(page.Items));
    }

    [Fact]
    public void Holders_are_listed_by_a_hundred()
    {
        var skill = Guide.ReadSkillHolders(ModelTarget.Utf8("""{"entities": [{"id": "a1b2", "level": 4}], "pageSize": 100, "pageNumber": 3, "total": 201, "pageCount": 3}"""));
        var certification = Guide.ReadCertificationHolders(
            ModelTarget.Utf8(
                """
                {"entities": [{"id": "a1b2", "issuedOn": "2030-01-15T00:00:00.000Z", "expiresOn": "2031-01-14T23:59:59.999Z"}],
                 "pageSize": 100, "pageNumber": 1, "total": 1, "pageCount": 1}
                """));

        Assert.Equal("/api/v2/skills/s%201%2F2/users?pageSize=100&pageNumber=3", Guide.ListHolders(new SkillId("s 1/2"), 3).Path);
        Assert.Equal("/api/v2/certifications/c1/users?pageSize=100&pageNumber=1", Guide.ListHolders(new CertificationId("c1"), 1).Path);
        Assert.Equal(KeyValuePair.Create(new UserId("a1b2"), new Level(4)), Assert.Single(skill.Items));
        Assert.Equal(
            KeyValuePair.Create(new UserId("a1b2"), new HeldCertification(At("2030-01-15T00:00:00.000"), At("2031-01-14T23:59:59.999"))),
            Assert.Single(certification.Items));
    }

    [Fact]
    public void One_patch_merges_grants_and_ratings_before_revocations_by_level_zero()
    {
        var write = Guide.NextWrite(
            Ada,
            [
                new Operation.RevokeSkill(new("a"), new(2), IsGate: false, OperationCause.Zero),
                new Operation.RateSkill(new("z"), new(1), new(5.0m), IsGate: false, OperationCause.Stated),
                new Operation.GrantSkill(new("b"), new(3), IsGate: false, OperationCause.Stated),
            ])!;

        Assert.Equal((RequestVerb.Patch, "/api/v2/users/a1b2/skills"), (write.Request.Verb, write.Request.Path));
        Assert.Equal("PATCH /api/v2/users/{id}/skills", write.Request.Route);
        Assert.Equal("""[{"id":"b","level":3},{"id":"z","level":5},{"id":"a","level":0}]""", Text(write));

        var verdict = Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "by-hand", "level": 1}, {"id": "z", "level": 5}, {"id": "b", "level": 3}]"""), Ada, Sent);

        Assert.Equal("b=3, by-hand=1, z=5", Assert.IsType<WriteVerdict.Applied>(verdict).Now.Skills!.ToString());
    }

    [Theory]
    [InlineData("""[{"id": "b", "level": 2}]""")]
    [InlineData("""[]""")]
    [InlineData("""[{"id": "b", "level": 3}, {"id": "a", "level": 2}]""")]
    [InlineData("")]
    public void An_answer_that_does_not_show_what_was_written_is_read_again(string answer)
    {
        var write = Guide.NextWrite(
            Ada,
            [
                new Operation.RevokeSkill(new("a"), new(2), IsGate: false, OperationCause.Zero),
                new Operation.GrantSkill(new("b"), new(3), IsGate: false, OperationCause.Stated),
            ])!;

        Assert.False(Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8(answer), Ada, Sent)).IsClash);
    }

    [Fact]
    public void Certifications_go_first_with_milliseconds_and_Z_and_keep_the_issue_date_that_is_known()
    {
        var held = new HeldCertification(At("2029-01-15T00:00:00.000"), At("2030-01-14T23:59:59.999"));
        var ada = Ada with { Certifications = Holdings<CertificationId, HeldCertification>.Empty.With(new("old"), held) };
        var write = Guide.NextWrite(
            ada,
            [
                new Operation.GrantSkill(new("b"), new(3), IsGate: false, OperationCause.Stated),
                new Operation.SetCertification(new("new"), null, new(At("2030-02-01T00:00:00.000"), At("2031-02-01T23:59:59.999")), OperationCause.Stated),
                new Operation.EndCertification(new("old"), held, new(null, At("2030-03-01T12:00:00.000")), OperationCause.Lapsed),
            ])!;

        Assert.Equal("PATCH /api/v2/users/{id}/certifications", write.Request.Route);
        Assert.Equal(
            """[{"id":"old","issuedOn":"2029-01-15T00:00:00.000Z","expiresOn":"2030-03-01T12:00:00.000Z"},"""
            + """{"id":"new","issuedOn":"2030-02-01T00:00:00.000Z","expiresOn":"2031-02-01T23:59:59.999Z"}]""",
            Text(write));
    }

    [Fact]
    public void A_hundred_and_twenty_changes_need_three_writes_and_the_revocations_stand_in_the_last()
    {
        ImmutableArray<Operation> operations =
        [
            .. Enumerable.Range(0, 20).Select(index => new Operation.RevokeSkill(new($"a{index:000}"), new(2), IsGate: false, OperationCause.Zero)),
            .. Enumerable.Range(0, 100).Select(index => new Operation.GrantSkill(new($"b{index:000}"), new(2), IsGate: false, OperationCause.Stated)),
        ];

        var sizes = new List<(int Items, int Revocations)>();
        var remaining = operations;
        while (Guide.NextWrite(Ada, remaining) is { } write)
        {
            sizes.Add((write.Carries.Length, write.Carries.Count(operation => operation is Operation.RevokeSkill)));
            remaining = remaining.RemoveAll(write.Carries.Contains);
        }

        Assert.Equal([(50, 0), (50, 0), (20, 20)], sizes);
        Assert.Equal(3, Guide.WritesFor(operations));
    }

    [Fact]
    public void What_is_unknown_of_a_user_is_read_by_a_request_each()
    {
        var unknown = Ada with { Skills = null };

        var requests = Guide.ReadUser(unknown, everything: false);
        var folded = Guide.Fold(unknown, requests.Single(), ModelTarget.Utf8("""[{"id": "s1", "level": 2}]"""), Sent);

        Assert.Equal(["/api/v2/users/a1b2/skills"], requests.Select(request => request.Path));
        Assert.Equal(["/api/v2/users/a1b2/skills", "/api/v2/users/a1b2/certifications"], Guide.ReadUser(Ada, everything: true).Select(request => request.Path));
        Assert.Equal("s1=2", folded.Skills!.ToString());
        Assert.True(folded.IsKnown);
    }

    [Fact]
    public void An_instant_with_an_offset_is_the_same_instant()
    {
        var request = Guide.ReadUser(Ada with { Certifications = null }, everything: false).Single();

        var folded = Guide.Fold(Ada, request, ModelTarget.Utf8("""[{"id": "c", "expiresOn": "2031-01-15T01:59:59.999+02:00"}]"""), Sent);

        Assert.True(folded.Certifications!.TryGet(new("c"), out var held));
        Assert.Equal(new HeldCertification(null, At("2031-01-14T23:59:59.999")), held);
    }

    [Fact]
    public void A_skill_and_a_certification_are_created_with_what_is_declared()
    {
        var skill = Guide.CreateSkill(new DeclaredSkill(new("Rückgaben"), "Refunds", new("Billing"), Managed: true, null), new("s1"));
        var plain = Guide.CreateSkill(new DeclaredSkill(new("Billing"), null, null, Managed: true, null), null);
        var certification = Guide.CreateCertification(new DeclaredCertification(new("PCI"), null, 365, null, Managed: true));
        var created = Guide.ReadCreatedSkill(ModelTarget.Utf8("""{"id": "s2", "name": "Rückgaben", "state": "active"}"""));

        Assert.Equal("""{"name":"Rückgaben","description":"Refunds","parentSkill":{"id":"s1"}}""", Encoding.UTF8.GetString(skill.Body.Span));
        Assert.Equal("""{"name":"Billing"}""", Encoding.UTF8.GetString(plain.Body.Span));
        Assert.Equal("""{"name":"PCI","validityInDays":365}""", Encoding.UTF8.GetString(certification.Body.Span));
        Assert.Equal(new SkillId("s2"), created.Id);
    }

    private static string Text(UserWrite write) => Encoding.UTF8.GetString(write.Request.Body.Span);

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text + "Z").Value;
}
