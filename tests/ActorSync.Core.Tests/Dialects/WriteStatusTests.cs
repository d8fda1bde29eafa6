using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>What the status of an answer to a write means, in which order writes carry what they carry, and what an error says.</summary>
public sealed class WriteStatusTests
{
    private static readonly GuideDialect Guide = new();
    private static readonly Instant Now = Instant.FromUtc(2030, 3, 1, 12, 0);
    private static readonly HeldCertification Dates = new(null, Now + Duration.FromDays(90));
    private static readonly ObservedUser Ada = new(
        new("u1"), null, null, UserState.Active, 3, null, null, Holdings<SkillId, Level>.Empty, Holdings<CertificationId, HeldCertification>.Empty, Now);

    [Theory]
    [InlineData(199, "Refused")]
    [InlineData(200, "Applied")]
    [InlineData(299, "Applied")]
    [InlineData(300, "Refused")]
    [InlineData(400, "Refused")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "Gone")]
    [InlineData(408, "ReadAgain clash")]
    [InlineData(409, "ReadAgain clash")]
    [InlineData(429, "ReadAgain")]
    [InlineData(499, "Refused")]
    [InlineData(500, "ReadAgain")]
    [InlineData(599, "ReadAgain")]
    [InlineData(600, "Refused")]
    public void A_status_tells_whether_a_write_was_applied(int status, string expected)
    {
        var write = Guide.NextWrite(Ada, [new Operation.GrantSkill(new("s1"), new(3), IsGate: false, OperationCause.Stated)])!;

        var verdict = Guide.Judge(write, status, ModelTarget.Utf8("""[{"id": "s1", "level": 3}]"""), Ada, Now);

        Assert.Equal(expected, verdict.GetType().Name + (verdict is WriteVerdict.ReadAgain { IsClash: true } ? " clash" : string.Empty));
    }

    [Theory]
    [InlineData("active", UserState.Active)]
    [InlineData("deleted", UserState.Deleted)]
    [InlineData("inactive", UserState.Inactive)]
    [InlineData("parked", UserState.Inactive)] // Who is in a state that nobody knows is not written.
    public void A_state_is_read(string state, UserState expected) => Assert.Equal(
        expected,
        Guide.ReadUsers(ModelTarget.Utf8($$"""{"entities": [{"id": "u1", "state": "{{state}}"}], "pageSize": 25, "pageNumber": 1, "total": 1, "pageCount": 1}"""), Now).Items.Single().State);

    [Fact]
    public void A_write_carries_endings_before_sets_and_gates_before_other_removals_each_by_id()
    {
        Operation End(string id) => new Operation.EndCertification(new(id), Dates, new(null, Now), OperationCause.Lapsed);
        Operation Set(string id) => new Operation.SetCertification(new(id), null, Dates, OperationCause.Stated);
        Operation Revoke(string id, bool isGate) => new Operation.RevokeSkill(new(id), new(1), isGate, OperationCause.Zero);
        Operation Grant(string id) => new Operation.GrantSkill(new(id), new(1), IsGate: false, OperationCause.Stated);

        Assert.Equal([End("a"), End("z"), Set("b"), Set("y")], Guide.NextWrite(Ada, [Set("y"), End("z"), Set("b"), End("a")])!.Carries);
        Assert.Equal(
            [Grant("f"), Grant("g"), Revoke("w", true), Revoke("x", true), Revoke("a", false), Revoke("b", false)],
            Guide.NextWrite(Ada, [Revoke("b", false), Revoke("x", true), Grant("g"), Revoke("a", false), Revoke("w", true), Grant("f")])!.Carries);
    }

    [Fact]
    public void An_answer_without_the_array_or_that_is_cut_off_is_told_with_its_place()
    {
        var write = Guide.NextWrite(Ada, [new Operation.GrantSkill(new("s1"), new(3), IsGate: false, OperationCause.Stated)])!;

        Assert.Equal(
            "the answer is not an array of a user's skills: it ends too soon or is no JSON at byte 13 of line 2",
            Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("[\n{\"id\": \"s1\", }]"), Ada, Now)).Reason);
        Assert.Contains("an array is expected", Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("{}"), Ada, Now)).Reason, StringComparison.Ordinal);
        Assert.Contains("is no JSON", Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "s1", "level": 3}] []"""), Ada, Now)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certification_that_was_written_is_shown_with_its_dates()
    {
        var write = Guide.NextWrite(Ada, [new Operation.SetCertification(new("c1"), null, Dates, OperationCause.Stated)])!;

        Assert.IsType<WriteVerdict.Applied>(Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "c1", "issuedOn": null, "expiresOn": "2030-05-30T12:00:00.000Z"}]"""), Ada, Now));
        Assert.Equal(
            "the answer does not show what was written: setting certification c1",
            Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "c1", "expiresOn": "2030-05-30T12:00:00.001Z"}]"""), Ada, Now)).Reason);
        Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("[]"), Ada, Now));
    }

    [Fact]
    public void An_ending_is_shown_where_the_certification_is_gone_or_has_the_date_that_was_written()
    {
        var write = Guide.NextWrite(Ada, [new Operation.EndCertification(new("c1"), Dates, new(null, Now), OperationCause.Lapsed)])!;

        Assert.IsType<WriteVerdict.Applied>(Guide.Judge(write, 200, ModelTarget.Utf8("[]"), Ada, Now));
        Assert.IsType<WriteVerdict.Applied>(Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "c1", "expiresOn": "2030-03-01T12:00:00.000Z"}]"""), Ada, Now));
        Assert.IsType<WriteVerdict.ReadAgain>(Guide.Judge(write, 200, ModelTarget.Utf8("""[{"id": "c1", "expiresOn": "2030-05-30T12:00:00.000Z"}]"""), Ada, Now));
    }

    [Fact]
    public void Permissions_that_the_message_does_not_name_are_told_beside_it()
    {
        var error = TargetError.Read(ModelTarget.Utf8("""{"message": "No user:edit.", "messageWithParams": "No user:view.", "details": [{"needs": ["user:add", "user:edit"]}], "after": "user:last", "code": "c"}"""));

        Assert.Equal("403 c – No user:edit. (user:add, user:last, user:view)", error.Describe(403));
        Assert.Equal("user:add, user:edit, user:last, user:view", string.Join(", ", error.Permissions.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void What_stands_after_a_value_that_names_nothing_is_read_too()
    {
        var error = TargetError.Read(ModelTarget.Utf8("""{"status": 403, "details": [[], {}], "errors": null, "code": "missing.permissions", "message": "No."}"""));

        Assert.Equal(("missing.permissions", "No."), (error.Code, error.Message));
        Assert.Null(error.PermissionList);
    }

    [Fact]
    public void A_line_of_just_the_longest_length_is_not_cut()
    {
        var longest = new string('x', TargetError.LongestDescription - "400 – ".Length);

        Assert.Equal($"400 – {longest}", new TargetError(longest, null, null, []).Describe(400));
        Assert.Equal($"400 – {longest[..^1]}…", new TargetError(longest + "x", null, null, []).Describe(400));
    }

    [Fact]
    public void A_correlation_id_is_told_and_cut_where_it_is_too_long()
    {
        Assert.Equal("400 – No. [ctx]", new TargetError("No.", null, "ctx", []).Describe(400));
        Assert.EndsWith($" [{new string('c', 79)}…]", new TargetError("No.", null, new string('c', 90), []).Describe(400), StringComparison.Ordinal);
    }
}
