using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>Answers in shapes that nobody has agreed on: what is unknown in them is skipped, and what is wrong with them is told.</summary>
public sealed class AnswerShapeTests
{
    private static readonly GuideDialect Guide = new();
    private static readonly GenesysDialect Genesys = new();
    private static readonly Instant Now = Instant.FromUtc(2030, 3, 1, 12, 0);
    private static readonly HeldCertification Dates = new(Instant.FromUtc(2030, 1, 1, 0, 0), Instant.FromUtc(2031, 1, 1, 0, 0));
    private static readonly ObservedUser Ada = new(
        new("u1"), null, null, UserState.Active, 3, null, null, Holdings<SkillId, Level>.Empty, Holdings<CertificationId, HeldCertification>.Empty, Now);

    private static readonly TargetRequest GuideSkills = Guide.ReadUser(Ada, everything: true)[0];
    private static readonly TargetRequest GuideCertifications = Guide.ReadUser(Ada, everything: true)[1];
    private static readonly TargetRequest GenesysUser = Genesys.ReadUser(Ada, everything: true).Single();
    private static readonly TargetRequest GenesysSkills = Genesys.ReadUser(Ada with { Skills = null }, everything: false).Single();

    // What reads one row or one thing of an answer, by a name for the test's output.
    private static readonly Dictionary<string, Action<string>> Readers = new()
    {
        ["guide skill"] = row => Guide.ReadSkills(Page(row)),
        ["guide created skill"] = row => Guide.ReadCreatedSkill(Utf8(row)),
        ["guide certification"] = row => Guide.ReadCertifications(Page(row)),
        ["guide user"] = row => Guide.ReadUsers(Page(row), Now),
        ["guide skill holder"] = row => Guide.ReadSkillHolders(Page(row)),
        ["guide certification holder"] = row => Guide.ReadCertificationHolders(Page(row)),
        ["guide skill of a user"] = row => Guide.Fold(Ada, GuideSkills, Utf8($"[{row}]"), Now),
        ["guide certification of a user"] = row => Guide.Fold(Ada, GuideCertifications, Utf8($"[{row}]"), Now),
        ["genesys skill"] = row => Genesys.ReadSkills(Page(row)),
        ["genesys created skill"] = row => Genesys.ReadCreatedSkill(Utf8(row)),
        ["genesys user"] = row => Genesys.ReadUsers(Page(row), Now),
        ["genesys one user"] = row => Genesys.Fold(Ada, GenesysUser, Utf8(row), Now),
        ["genesys skill of a user"] = row => Genesys.Fold(Ada, GenesysSkills, Page(row), Now),
    };

    public static TheoryData<string> Rows() => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_that_is_no_object_is_refused(string row)
    {
        Assert.Contains("an object is expected", Assert.Throws<DialectException>(() => Readers[row]("7")).Message, StringComparison.Ordinal);
        Assert.Contains("an object is expected", Assert.Throws<DialectException>(() => Readers[row]("\"text\"")).Message, StringComparison.Ordinal);
        Assert.Contains("an object is expected", Assert.Throws<DialectException>(() => Readers[row]("""[{"id": "u1", "state": "active"}]""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guide skill", """{"id": "s1", "name": "Billing"}""")]
    [InlineData("guide certification", """{"id": "c1", "name": "PCI", "validityInDays": 365}""")]
    [InlineData("guide user", """{"id": "u1", "state": "active"}""")]
    [InlineData("guide skill holder", """{"id": "u1", "level": 3}""")]
    [InlineData("guide certification holder", """{"id": "u1", "expiresOn": "2031-01-01T00:00:00.000Z"}""")]
    [InlineData("genesys skill", """{"id": "s1", "name": "Billing"}""")]
    [InlineData("genesys user", """{"id": "u1"}""")]
    [InlineData("genesys one user", """{"id": "u1", "state": "active"}""")]
    [InlineData("genesys skill of a user", """{"id": "s1", "proficiency": 3}""")]
    public void A_row_that_lacks_what_tells_it_from_others_is_refused_by_the_name_of_that(string reader, string row)
    {
        Readers[reader](row);

        foreach (var part in row[1..^1].Split(", "))
        {
            var property = part.Split('"')[1];
            var without = "{" + string.Join(", ", row[1..^1].Split(", ").Where(other => other != part)) + "}";
            if (reader == "genesys skill of a user" && property == "proficiency")
            {
                Readers[reader](without); // A list with a row like this is unknown.
                continue;
            }

            Assert.Contains($"lacks '{property}'", Assert.Throws<DialectException>(() => Readers[reader](without)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_an_answer_has_beside_what_is_known_is_skipped()
    {
        const string Unknown = """ "unknown": {"id": "x", "name": ["y", {"level": 1}], "deep": {"entities": []}} """;

        Assert.Equal(new ListedSkill(new("s1"), "Billing", "d", new("s0"), IsActive: true), Guide.ReadSkills(Page($$"""{{{Unknown}}, "id": "s1", "name": "Billing", "description": "d", "parentSkill": {"id": "s0"}, {{Unknown}}}""")).Items.Single());
        Assert.Equal(new ListedCertification(new("c1"), "PCI", "d", 365), Guide.ReadCertifications(Page($$"""{{{Unknown}}, "id": "c1", "name": "PCI", "description": "d", "validityInDays": 365}""")).Items.Single());
        Assert.Equal(KeyValuePair.Create(new UserId("u1"), new Level(3)), Guide.ReadSkillHolders(Page($$"""{{{Unknown}}, "id": "u1", "level": 3}""")).Items.Single());
        Assert.Equal(
            KeyValuePair.Create(new UserId("u1"), Dates),
            Guide.ReadCertificationHolders(Page($$"""{{{Unknown}}, "id": "u1", "issuedOn": "2030-01-01T00:00:00.000Z", "expiresOn": "2031-01-01T00:00:00.000Z"}""")).Items.Single());
        Assert.Equal("u1", Guide.ReadUsers(Page($$"""{{{Unknown}}, "id": "u1", "state": "active"}"""), Now).Items.Single().Id.Value);
        Assert.Equal("s1", Genesys.ReadSkills(Page($$"""{{{Unknown}}, "id": "s1", "name": "Billing"}""")).Items.Single().Id.Value);

        var user = Genesys.ReadUsers(Page($$"""{{{Unknown}}, "id": "u1", "state": "active", "employerInfo": {{{Unknown}}, "employeeId": "7"}, "skills": [{{{Unknown}}, "id": "s1", "proficiency": 2}]}"""), Now).Items.Single();
        Assert.Equal(("u1", "7", "s1=2"), (user.Id.Value, user.EmployeeId, user.Skills!.ToString()));
    }

    [Fact]
    public void A_page_says_all_that_it_says_of_its_place_and_is_refused_otherwise()
    {
        string[] parts = ["\"entities\": []", "\"pageSize\": 25", "\"pageNumber\": 2", "\"total\": 26", "\"pageCount\": 3"];

        var page = Guide.ReadSkills(Utf8("{" + string.Join(", ", parts) + "}"));

        Assert.Equal((25, 2, 26, 3), (page.PageSize, page.PageNumber, page.Total, page.PageCount));
        Assert.All(parts, part => Assert.Equal(
            $"The page lacks '{part.Split('"')[1]}'.", Assert.Throws<DialectException>(() => Guide.ReadSkills(Utf8("{" + string.Join(", ", parts.Where(other => other != part)) + "}"))).Message));
        Assert.Throws<DialectException>(() => Guide.ReadSkills(Utf8("[]")));
    }

    [Theory]
    [InlineData("guide skill", "a page of skills")]
    [InlineData("guide created skill", "a skill")]
    [InlineData("guide certification", "a page of certifications")]
    [InlineData("guide user", "a page of users")]
    [InlineData("guide skill holder", "a page of a skill's holders")]
    [InlineData("guide certification holder", "a page of a certification's holders")]
    [InlineData("guide skill of a user", "an array of a user's skills")]
    [InlineData("guide certification of a user", "an array of a user's certifications")]
    [InlineData("genesys skill", "a page of skills")]
    [InlineData("genesys created skill", "a skill")]
    [InlineData("genesys user", "a page of users")]
    [InlineData("genesys one user", "a user")]
    [InlineData("genesys skill of a user", "a page of a user's skills")]
    public void An_answer_that_ends_too_soon_is_told_by_what_it_should_be(string reader, string what) => Assert.StartsWith(
        $"The answer is not {what}: it ends too soon or is no JSON at byte ", Assert.Throws<DialectException>(() => Readers[reader]("{\"id\": ")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_answer_may_begin_with_a_byte_order_mark() => Assert.Equal(
        new SkillId("s1"), Guide.ReadCreatedSkill(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Encoding.UTF8.GetBytes("""{"id": "s1", "name": "Billing"}""")).ToArray()).Id);

    [Theory]
    [InlineData("guide certification", """{"id": "c1", "name": "PCI", "validityInDays": 3000000000}""", "A number of the answer is not a 32-bit integer.")]
    [InlineData("guide certification", """{"id": "c1", "name": "PCI", "validityInDays": null}""", "lacks 'validityInDays'")]
    [InlineData("guide certification", """{"id": "c1", "name": "PCI", "validityInDays": "365"}""", "a number is expected")]
    [InlineData("guide skill holder", """{"id": "u1", "level": 1e40}""", "A level of the answer is beyond a decimal.")]
    [InlineData("guide skill holder", """{"id": "u1", "level": null}""", "lacks 'level'")]
    [InlineData("guide skill holder", """{"id": "u1", "level": "3"}""", "a number is expected")]
    [InlineData("guide skill holder", """{"id": 7, "level": 3}""", "a text is expected")]
    [InlineData("guide certification holder", """{"id": "u1", "expiresOn": null}""", "lacks 'expiresOn'")]
    [InlineData("guide certification holder", """{"id": "u1", "expiresOn": "2031-01-01"}""", "'2031-01-01' is not an instant with an offset.")]
    [InlineData("genesys user", """{"id": "u1", "state": "active", "skills": {}}""", "an array is expected")]
    [InlineData("genesys user", """{"id": "u1", "state": "active", "certifications": [7]}""", "a text is expected")]
    [InlineData("genesys user", """{"id": "u1", "state": "active", "employerInfo": []}""", "an object is expected")]
    [InlineData("genesys user", """{"id": "u1", "state": "active", "division": []}""", "an object is expected")]
    [InlineData("genesys user", """{"id": "u1", "state": "\uD800"}""", "a value in it has another form.")]
    public void A_value_of_another_form_is_told(string reader, string row, string why) =>
        Assert.Contains(why, Assert.Throws<DialectException>(() => Readers[reader](row)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_smaller_page_is_asked_for_where_that_is_wanted()
    {
        Assert.Equal("/api/v2/skills?pageSize=25&pageNumber=3", Guide.ListSkills(3, 25).Path);
        Assert.Equal("/api/v2/certifications?pageSize=25&pageNumber=3", Guide.ListCertifications(3, 25).Path);
        Assert.Equal("/api/v2/certifications?pageSize=500&pageNumber=3", Guide.ListCertifications(3).Path);
        Assert.Equal("/api/v2/users?state=any&pageSize=25&pageNumber=3", Guide.ListUsers(Guide.UserListings[0], 3, 25).Path);
        Assert.Equal("/api/v2/skills/s/users?pageSize=25&pageNumber=3", Guide.ListHolders(new SkillId("s"), 3, 25).Path);
        Assert.Equal("/api/v2/certifications/c/users?pageSize=25&pageNumber=3", Guide.ListHolders(new CertificationId("c"), 3, 25).Path);
        Assert.Equal("/api/v2/routing/skills?pageSize=25&pageNumber=3", Genesys.ListSkills(3, 25).Path);
        Assert.Equal("/api/v2/routing/skills?pageSize=500&pageNumber=3", Genesys.ListSkills(3).Path);
    }

    [Fact]
    public void Each_request_goes_by_its_route_for_which_limits_and_latencies_are_kept()
    {
        var declared = new DeclaredSkill(new("Billing"), null, null, Managed: true, null);

        Assert.Equal(
            [
                "GET /api/v2/skills", "GET /api/v2/certifications", "POST /api/v2/skills", "POST /api/v2/certifications", "GET /api/v2/users", "GET /api/v2/skills/{id}/users",
                "GET /api/v2/certifications/{id}/users", "GET /api/v2/users/{id}/skills", "GET /api/v2/users/{id}/certifications",
            ],
            new[]
            {
                Guide.ListSkills(1), Guide.ListCertifications(1), Guide.CreateSkill(declared, null), Guide.CreateCertification(new(new("PCI"), null, 365, null, Managed: true)),
                Guide.ListUsers(Guide.UserListings[0], 1), Guide.ListHolders(new SkillId("s"), 1), Guide.ListHolders(new CertificationId("c"), 1), GuideSkills, GuideCertifications,
            }.Select(request => request.Route));
        Assert.Equal(
            ["GET /api/v2/routing/skills", "POST /api/v2/routing/skills", "GET /api/v2/users", "GET /api/v2/users/{id}", "GET /api/v2/users/{id}/routingskills"],
            new[] { Genesys.ListSkills(1), Genesys.CreateSkill(declared, null), Genesys.ListUsers(Genesys.UserListings[0], 1), GenesysUser, GenesysSkills }.Select(request => request.Route));
        Assert.Equal("/api/v2/routing/skills", Genesys.CreateSkill(declared, null).Path);
        Assert.Equal(["active", "inactive"], Genesys.UserListings.Select(listing => listing.State));
    }

    [Fact]
    public void What_a_target_cannot_do_its_capabilities_say()
    {
        Assert.Equal((true, true), (Guide.Capabilities.CertificationsAreDated, Guide.Capabilities.SkillsHaveDetails));
        Assert.Equal((false, false), (Genesys.Capabilities.CertificationsAreDated, Genesys.Capabilities.SkillsHaveDetails));
        Assert.Null(Genesys.ListCertifications(1));
        Assert.Null(Genesys.CreateCertification(new(new("PCI"), null, 365, null, Managed: true)));
        Assert.Throws<NotSupportedException>(() => Genesys.ListHolders(new SkillId("s"), 1));
        Assert.Throws<ArgumentException>(() => Genesys.Fold(Ada, Genesys.ListSkills(1), Utf8("{}"), Now));
        Assert.Throws<ArgumentException>(() => Guide.Fold(Ada, Guide.ListSkills(1), Utf8("{}"), Now));
        Assert.False(Guide.NeedsRead(Ada with { Version = null }, [new Operation.SetCertification(new("c"), null, Dates, OperationCause.Stated)]));
    }

    [Fact]
    public void A_certification_is_created_with_its_description_where_it_has_one() => Assert.Equal(
        """{"name":"PCI","description":"Cards","validityInDays":365}""",
        Encoding.UTF8.GetString(Guide.CreateCertification(new(new("PCI"), "Cards", 365, null, Managed: true)).Body.Span));

    [Fact]
    public void A_dated_target_is_never_sent_a_certification_without_its_date() =>
        Assert.Throws<ArgumentException>(() => Guide.NextWrite(Ada, [new Operation.SetCertification(new("c"), null, HeldCertification.NameOnly, OperationCause.Stated)]));

    [Theory]
    [InlineData(50, 50, 1)]
    [InlineData(51, 50, 2)]
    public void A_bulk_write_carries_as_many_as_it_may(int grants, int inFirst, int writes)
    {
        ImmutableArray<Operation> operations = [.. Enumerable.Range(0, grants).Select(number => new Operation.GrantSkill(new($"s{number:000}"), new(2), IsGate: false, OperationCause.Stated))];

        Assert.Equal((inFirst, writes), (Genesys.NextWrite(Ada, operations)!.Carries.Length, Genesys.WritesFor(operations)));
        Assert.Equal((inFirst, writes), (Guide.NextWrite(Ada, operations)!.Carries.Length, Guide.WritesFor(operations)));
    }

    [Fact]
    public void Of_a_skill_that_an_answer_shows_twice_the_last_level_counts()
    {
        var write = Genesys.NextWrite(Ada, [new Operation.GrantSkill(new("s1"), new(3), IsGate: false, OperationCause.Stated)])!;

        Assert.IsType<WriteVerdict.Applied>(Genesys.Judge(write, 200, Utf8("""[{"id": "s1", "proficiency": 1}, {"id": "s1", "proficiency": 3}]"""), Ada, Now));
        Assert.IsType<WriteVerdict.ReadAgain>(Genesys.Judge(write, 200, Utf8("""[{"id": "s1", "proficiency": 3}, {"id": "s1", "proficiency": 1}]"""), Ada, Now));
    }

    [Theory]
    [InlineData("""{"certifications": ["Other"], "version": 4}""", "the answer does not show what was written: setting certification PCI")]
    [InlineData("[]", "an object is expected")]
    [InlineData("{", "the answer is not a user: ")]
    public void A_profile_that_does_not_show_what_was_written_is_read_again(string answer, string why)
    {
        var write = Genesys.NextWrite(Ada, [new Operation.SetCertification(new("PCI"), null, HeldCertification.NameOnly, OperationCause.Stated)])!;

        Assert.Contains(why, Assert.IsType<WriteVerdict.ReadAgain>(Genesys.Judge(write, 200, Utf8(answer), Ada, Now)).Reason, StringComparison.Ordinal);
        Assert.IsType<WriteVerdict.Applied>(Genesys.Judge(write, 200, Utf8("""{"unknown": {"version": 1}, "certifications": ["PCI"], "version": 4}"""), Ada, Now));
    }

    [Fact]
    public void A_list_of_names_goes_back_to_its_place_only_where_it_held_the_name_that_is_given_back()
    {
        Operation Give(params string[] former) => new Operation.SetCertification(new("PCI"), null, HeldCertification.NameOnly, OperationCause.Undone) { Restores = new RestoredPlace(null, new([.. former])) };
        var user = Ada with { Certifications = Holdings<CertificationId, HeldCertification>.From([KeyValuePair.Create(new CertificationId("A"), HeldCertification.NameOnly), KeyValuePair.Create(new CertificationId("Z"), HeldCertification.NameOnly)]), ProfileNames = new(["Z", "A"]) };

        Assert.Equal("""{"version":3,"certifications":["PCI","Z","A"]}""", Text(Genesys.NextWrite(user, [Give("PCI", "Z", "A")])!));
        Assert.Equal("""{"version":3,"certifications":["Z","A","PCI"]}""", Text(Genesys.NextWrite(user, [Give("B", "Z", "A")])!));
    }

    [Fact]
    public void Names_that_the_ids_tell_are_not_kept_beside_them()
    {
        Assert.Null(Genesys.ReadUsers(Page("""{"id": "u1", "state": "active", "certifications": ["A", "B"]}"""), Now).Items.Single().ProfileNames);
        Assert.Equal(["B", "A"], Genesys.ReadUsers(Page("""{"id": "u1", "state": "active", "certifications": ["B", "A"]}"""), Now).Items.Single().ProfileNames!.Values.ToArray());
    }

    [Fact]
    public void Only_a_row_of_a_listing_may_lack_the_state()
    {
        Assert.Equal(UserState.Active, Genesys.ReadUsers(Page("""{"id": "u1"}"""), Now).Items.Single().State);
        Assert.Contains("lacks 'state'", Assert.Throws<DialectException>(() => Genesys.Fold(Ada, GenesysUser, Utf8("""{"id": "u1"}"""), Now)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code": "response.entity.too.large"}""", true)]
    [InlineData("""{"code": "bad.request"}""", false)]
    public void An_answer_that_would_have_been_too_large_is_known_by_its_code(string body, bool isTooLarge) => Assert.Equal(isTooLarge, TargetError.Read(Utf8(body)).IsTooLarge);

    [Fact]
    public void The_message_with_its_parameters_stands_in_for_one_that_is_missing_or_no_text()
    {
        var error = TargetError.Read(Utf8("""{"message": {"text": ["x"], "code": "y"}, "messageWithParams": "No user:edit.", "code": "c"}"""));

        Assert.Equal(("No user:edit.", "c", "user:edit"), (error.Message, error.Code, error.PermissionList));
    }

    [Theory]
    [InlineData("ab", 0, "🎧")]
    [InlineData("a", 0, "🎧")]
    public void A_description_is_cut_between_characters(string before, int status, string character)
    {
        var text = new TargetError(before + string.Concat(Enumerable.Repeat(character, 400)), null, null, []).Describe(status);

        Assert.InRange(text.Length, TargetError.LongestDescription - 1, TargetError.LongestDescription);
        Assert.EndsWith("🎧…", text, StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Page(string row) => Utf8($$"""{"unknown": [1], "entities": [{{row}}], "pageSize": 25, "pageNumber": 1, "total": 1, "pageCount": 1}""");

    private static ReadOnlyMemory<byte> Utf8(string text) => ModelTarget.Utf8(text);

    private static string Text(UserWrite write) => Encoding.UTF8.GetString(write.Request.Body.Span);
}
