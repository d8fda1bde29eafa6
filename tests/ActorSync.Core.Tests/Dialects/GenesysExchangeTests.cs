using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>Exchanges with the Genesys Cloud API as its document describes them.</summary>
public sealed class GenesysExchangeTests
{
    private static readonly GenesysDialect Genesys = new();
    private static readonly Instant Sent = Instant.FromUtc(2030, 3, 1, 12, 0);

    [Fact]
    public void Active_and_inactive_users_are_listed_with_everything_expanded()
    {
        Assert.Equal(
            [
                "/api/v2/users?pageSize=500&pageNumber=1&state=active&expand=skills,certifications,employerInfo",
                "/api/v2/users?pageSize=250&pageNumber=1&state=inactive&expand=skills,certifications,employerInfo",
            ],
            [Genesys.ListUsers(Genesys.UserListings[0], 1).Path, Genesys.ListUsers(Genesys.UserListings[1], 1, 250).Path]);
        Assert.Equal([null, 10_000], Genesys.UserListings.Select(listing => listing.MaxRows));
    }

    [Fact]
    public void A_row_tells_version_levels_and_names_exactly()
    {
        var user = Row(
            """
            {"id": "u1", "name": "Ada", "email": "ada@example.com", "state": "active", "version": 12, "division": {"id": "d1", "name": "North"},
             "employerInfo": {"officialName": "Ada", "employeeId": "0042"},
             "skills": [{"id": "s2", "name": "Two", "proficiency": 3.1, "state": "active"}, {"id": "s1", "name": "One", "proficiency": 0.0, "state": "active"}],
             "certifications": ["PCI_DSS_Compliance", "First Aid"]}
            """);

        Assert.Equal(("0042", 12, "d1", "North", UserState.Active), (user.EmployeeId, user.Version!.Value, user.DivisionId, user.DivisionName, user.State));
        Assert.Equal("s1=0, s2=3.1", user.Skills!.ToString());
        Assert.Equal(["First Aid", "PCI_DSS_Compliance"], user.Certifications!.Select(pair => pair.Key.Value));
        Assert.Equal(["PCI_DSS_Compliance", "First Aid"], user.ProfileNames!.Values.ToArray());
        Assert.Equal(Sent, user.ObservedAt);
    }

    [Theory]
    [InlineData("""{"id": "u1", "state": "active", "version": 1}""", false, false)]
    [InlineData("""{"id": "u1", "state": "active", "version": 1, "skills": null, "certifications": null, "employerInfo": null}""", false, false)]
    [InlineData("""{"id": "u1", "state": "active", "version": 1, "skills": [], "certifications": []}""", true, true)]
    [InlineData("""{"id": "u1", "state": "active", "version": 1, "skills": [{"id": "s1"}], "certifications": []}""", false, true)]
    [InlineData("""{"id": "u1", "skills": [], "certifications": []}""", false, false)]
    public void What_a_row_leaves_out_is_unknown_and_never_none(string row, bool skillsKnown, bool certificationsKnown)
    {
        var user = Row(row);

        Assert.Equal((skillsKnown, certificationsKnown), (user.Skills is not null, user.Certifications is not null));
    }

    [Fact]
    public void A_user_is_read_by_id_and_then_by_its_own_list_of_skills_where_the_expansion_fails()
    {
        var unknown = Row("""{"id": "u1", "state": "active", "version": 1}""");

        var first = Genesys.ReadUser(unknown, everything: false).Single();
        var halfKnown = Genesys.Fold(unknown, first, ModelTarget.Utf8("""{"id": "u1", "state": "inactive", "version": 2, "certifications": ["A"]}"""), Sent);
        var second = Genesys.ReadUser(halfKnown, everything: false).Single();
        var known = Genesys.Fold(
            halfKnown,
            second,
            ModelTarget.Utf8("""{"entities": [{"id": "s1", "name": "One", "proficiency": 2.0, "state": "active"}], "pageSize": 50, "pageNumber": 1, "total": 1, "pageCount": 1}"""),
            Sent);

        Assert.Equal("/api/v2/users/u1?expand=skills,certifications,employerInfo", first.Path);
        Assert.Equal("/api/v2/users/u1/routingskills?pageSize=50", second.Path);
        Assert.Equal((UserState.Inactive, 2, "s1=2"), (known.State, known.Version!.Value, known.Skills!.ToString()));
        Assert.True(known.IsKnown);
        Assert.Empty(Genesys.ReadUser(known, everything: false));
    }

    [Fact]
    public void A_list_of_skills_that_is_cut_short_stays_unknown()
    {
        var user = Row("""{"id": "u1", "state": "active", "version": 1, "certifications": []}""");
        var request = Genesys.ReadUser(user, everything: false).Single();

        var folded = Genesys.Fold(user, request, ModelTarget.Utf8("""{"entities": [{"id": "s1", "proficiency": 2}], "pageSize": 1, "pageNumber": 1, "total": 2, "pageCount": 2}"""), Sent);

        Assert.Null(folded.Skills);
    }

    [Fact]
    public void The_answer_for_another_user_is_refused() =>
        Assert.Throws<DialectException>(() => Genesys.Fold(
            ModelTarget.Unread, Genesys.ReadUser(ModelTarget.Unread, everything: true).Single(), ModelTarget.Utf8("""{"id": "other", "state": "active"}"""), Sent));

    [Fact]
    public void Writes_come_as_gate_removal_then_profile_then_bulk_then_removal()
    {
        var user = Row(
            """
            {"id": "u1", "state": "active", "version": 12,
             "skills": [{"id": "gate", "proficiency": 1.0}, {"id": "plain", "proficiency": 2.5}], "certifications": ["Zed", " By hand", "PCI"]}
            """);
        ImmutableArray<Operation> operations =
        [
            new Operation.RevokeSkill(new("plain"), new(2.5m), IsGate: false, OperationCause.NoLongerStated),
            new Operation.GrantSkill(new("new"), new(3.10m), IsGate: false, OperationCause.Stated),
            new Operation.SetCertification(new("First Aid"), null, HeldCertification.NameOnly, OperationCause.Stated),
            new Operation.EndCertification(new("PCI"), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired),
            new Operation.RevokeSkill(new("gate"), new(1), IsGate: true, OperationCause.Expired),
        ];

        var sent = new List<string>();
        string[] answers = ["", """{"id": "u1", "state": "active", "version": 13}""", """{"entities": [{"id": "new", "proficiency": 3.1}], "total": 3}""", ""];
        foreach (var answer in answers)
        {
            var write = Genesys.NextWrite(user, operations)!;
            sent.Add($"{write.Request.Verb} {write.Request.Path} {Encoding.UTF8.GetString(write.Request.Body.Span)}");
            user = Assert.IsType<WriteVerdict.Applied>(Genesys.Judge(write, answer.Length == 0 ? 204 : 200, ModelTarget.Utf8(answer), user, Sent)).Now;
            operations = operations.RemoveAll(write.Carries.Contains);
        }

        Assert.Equal(
            [
                "Delete /api/v2/users/u1/routingskills/gate ",
                """Patch /api/v2/users/u1 {"version":12,"certifications":["Zed"," By hand","First Aid"]}""",
                """Patch /api/v2/users/u1/routingskills/bulk [{"id":"new","proficiency":3.1}]""",
                "Delete /api/v2/users/u1/routingskills/plain ",
            ],
            sent);
        Assert.Null(Genesys.NextWrite(user, operations));
        Assert.Equal("new=3.1", user.Skills!.ToString());
        Assert.Equal(13, user.Version);
    }

    [Fact]
    public void A_profile_without_its_version_is_read_before_it_is_written_but_a_gate_is_removed_at_once()
    {
        var user = Row("""{"id": "u1", "state": "active", "skills": [{"id": "gate", "proficiency": 1}], "certifications": ["PCI"]}""");
        var end = new Operation.EndCertification(new("PCI"), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired);
        var gate = new Operation.RevokeSkill(new("gate"), new(1), IsGate: true, OperationCause.Expired);
        var grant = new Operation.GrantSkill(new("s"), new(1), IsGate: false, OperationCause.Stated);

        Assert.Equal(RequestVerb.Delete, Genesys.NextWrite(user, [end, gate])!.Request.Verb);
        Assert.True(Genesys.NeedsRead(user, [end, grant]));
        Assert.Null(Genesys.NextWrite(user, [end, grant]));
        Assert.False(Genesys.NeedsRead(user, [grant]));
        Assert.NotNull(Genesys.NextWrite(user, [grant]));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("{}", true)]
    [InlineData("[]", true)]
    [InlineData("""{"entities": [{"id": "x", "proficiency": 1}], "total": 40}""", true)]
    [InlineData("""{"entities": [{"id": "x", "proficiency": 1}, {"id": "s", "proficiency": 4.0}], "total": 2}""", true)]
    [InlineData("""[{"id": "s", "name": "S", "proficiency": 4}]""", true)]
    [InlineData("""{"entities": [{"id": "x", "proficiency": 1}], "total": 1}""", false)]
    [InlineData("""[{"id": "x", "proficiency": 1}]""", false)]
    [InlineData("""{"entities": [{"id": "s", "proficiency": 3.9}], "total": 40}""", false)]
    public void A_bulk_answer_is_checked_as_far_as_it_shows_something(string answer, bool applied)
    {
        var user = Row("""{"id": "u1", "state": "active", "version": 1, "skills": [], "certifications": []}""");
        var write = Genesys.NextWrite(user, [new Operation.GrantSkill(new("s"), new(4), IsGate: false, OperationCause.Stated)])!;

        var verdict = Genesys.Judge(write, 200, ModelTarget.Utf8(answer), user, Sent);

        Assert.Equal(applied, verdict is WriteVerdict.Applied);
        Assert.Equal(!applied, verdict is WriteVerdict.ReadAgain { IsClash: false });
    }

    [Theory]
    [InlineData("""[{"id": "x", "proficiency": 1}]""", "the answer does not show the skill s, which was written")]
    [InlineData("""[{"id": "s", "proficiency": 3}]""", "the answer shows the skill s at 3 instead of 4")]
    [InlineData("[{", "the answer is not a list of a user's skills")]
    public void Why_a_write_is_in_doubt_stands_inside_a_sentence(string answer, string reason)
    {
        var user = Row("""{"id": "u1", "state": "active", "version": 1, "skills": [], "certifications": []}""");
        var write = Genesys.NextWrite(user, [new Operation.GrantSkill(new("s"), new(4), IsGate: false, OperationCause.Stated)])!;

        var told = Assert.IsType<WriteVerdict.ReadAgain>(Genesys.Judge(write, 200, ModelTarget.Utf8(answer), user, Sent)).Reason;

        Assert.StartsWith(reason, told, StringComparison.Ordinal);
        Assert.False(told.EndsWith('.'), told);
    }

    [Fact]
    public void A_profile_answer_that_shows_other_names_is_read_again()
    {
        var user = Row("""{"id": "u1", "state": "active", "version": 1, "skills": [], "certifications": []}""");
        var write = Genesys.NextWrite(user, [new Operation.SetCertification(new("PCI"), null, HeldCertification.NameOnly, OperationCause.Stated)])!;

        Assert.IsType<WriteVerdict.ReadAgain>(Genesys.Judge(write, 200, ModelTarget.Utf8("""{"id": "u1", "version": 2, "certifications": []}"""), user, Sent));
        Assert.IsType<WriteVerdict.Applied>(Genesys.Judge(write, 200, ModelTarget.Utf8("""{"id": "u1", "version": 2, "certifications": ["PCI"]}"""), user, Sent));
    }

    [Fact]
    public void A_removal_that_finds_nothing_is_read_again_because_the_skill_or_the_user_may_be_gone()
    {
        var user = Row("""{"id": "u1", "state": "active", "version": 1, "skills": [{"id": "s", "proficiency": 4}], "certifications": []}""");
        var write = Genesys.NextWrite(user, [new Operation.RevokeSkill(new("s"), new(4), IsGate: false, OperationCause.Zero)])!;

        Assert.False(Assert.IsType<WriteVerdict.ReadAgain>(Genesys.Judge(write, 404, default, user, Sent)).IsClash);
    }

    [Fact]
    public void Where_skill_writes_move_the_version_one_clash_after_a_gate_is_read_away() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var scenario = GenesysModel.Random(seed, skillWritesMoveVersion: true);
        var user = scenario.Target.Read(Genesys);
        var remaining = scenario.Operations;
        var clashes = 0;
        while (Genesys.NextWrite(user, remaining) is { } write)
        {
            var (status, body) = scenario.Target.Answer(write.Request);
            switch (Genesys.Judge(write, status, ModelTarget.Utf8(body), user, Sent))
            {
                case WriteVerdict.Applied applied:
                    user = applied.Now;
                    remaining = remaining.RemoveAll(write.Carries.Contains);
                    break;
                case WriteVerdict.ReadAgain { IsClash: true }:
                    clashes++;
                    user = scenario.Target.Read(Genesys);
                    break;
                case var other:
                    Assert.Fail($"{other}");
                    break;
            }
        }

        var isExpected = scenario.Operations.Any(operation => operation is Operation.RevokeSkill { IsGate: true })
            && scenario.Operations.Any(operation => operation is Operation.SetCertification or Operation.EndCertification);
        Assert.Equal(isExpected ? 1 : 0, clashes);
        Assert.Equal(scenario.Expected, scenario.Target.State);
    }).Check(Cases.Usual);

    [Fact]
    public void Skills_have_a_name_only_and_a_deleted_one_is_not_active()
    {
        var created = Genesys.CreateSkill(new DeclaredSkill(new("Billing"), "not sent", new("Parent"), Managed: true, null), new("p"));
        var page = Genesys.ReadSkills(
            ModelTarget.Utf8(
                """
                {"entities": [{"id": "s1", "name": "Billing", "state": "active", "version": "4"}, {"id": "s2", "name": "Old", "state": "deleted", "version": "9"}],
                 "pageSize": 500, "pageNumber": 1, "total": 2, "pageCount": 1, "firstUri": "/x", "selfUri": "/x"}
                """));

        Assert.Equal("""{"name":"Billing"}""", Encoding.UTF8.GetString(created.Body.Span));
        Assert.Equal([true, false], page.Items.Select(skill => skill.IsActive));
        Assert.Null(Genesys.ListCertifications(1));
        Assert.Null(Genesys.CreateCertification(new DeclaredCertification(new("PCI"), null, 365, null, Managed: true)));
    }

    private static ObservedUser Row(string row) =>
        Genesys.ReadUsers(ModelTarget.Utf8($$"""{"entities": [{{row}}], "pageSize": 500, "pageNumber": 1, "total": 1, "pageCount": 1}"""), Sent).Items.Single();
}
