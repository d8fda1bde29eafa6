using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>What every dialect keeps; a new one derives from this with its model.</summary>
public abstract class DialectContractTests
{
    private readonly ITargetDialect _dialect;
    private readonly Func<int, Scenario> _scenario;

    private protected DialectContractTests(ITargetDialect dialect, Func<int, Scenario> scenario)
    {
        _dialect = dialect;
        _scenario = scenario;
    }

    [Fact]
    public void A_user_is_read_whole_by_as_many_requests_as_the_dialect_says() =>
        Assert.Equal(_dialect.ReadsPerUser, _dialect.ReadUser(ModelTarget.Unread, everything: true).Length);

    [Fact]
    public void Writing_until_nothing_remains_gives_what_the_operations_say_and_touches_nothing_else() => ForAll(scenario =>
    {
        Converge(scenario);

        Assert.Equal(scenario.Expected, scenario.Target.State);
    });

    [Fact]
    public void The_writes_are_as_many_as_the_lower_bound() => ForAll(scenario =>
    {
        Converge(scenario);

        Assert.Equal(_dialect.WritesFor(scenario.Operations), scenario.Target.Applied);
    });

    [Fact]
    public void The_user_known_after_the_writes_holds_what_a_fresh_read_shows() => ForAll(scenario =>
    {
        var known = Converge(scenario);
        var fresh = scenario.Target.Read(_dialect);

        Assert.Equal(fresh.Skills, known.Skills);
        Assert.Equal(fresh.Certifications, known.Certifications);
        Assert.Equal(fresh.ProfileNames, known.ProfileNames);
    });

    [Fact]
    public void Every_operation_is_carried_by_exactly_one_write() => ForAll(scenario =>
    {
        var carried = new List<Operation>();
        Converge(scenario, write => carried.AddRange(write.Carries));

        Assert.Equal(scenario.Operations.Length, carried.Count);
        Assert.Equal([], scenario.Operations.Except(carried));
    });

    [Fact]
    public void The_order_of_the_operations_does_not_change_a_byte() => ForAll(scenario =>
    {
        var user = scenario.Target.Read(_dialect);
        var one = _dialect.NextWrite(user, scenario.Operations);
        var other = _dialect.NextWrite(user, [.. scenario.Operations.Reverse()]);

        Assert.Equal(one?.Request.Path, other?.Request.Path);
        Assert.Equal(one?.Request.Body.ToArray(), other?.Request.Body.ToArray());
        Assert.Equal(one?.Carries.ToArray(), other?.Carries.ToArray());
    });

    [Fact]
    public void Writes_come_in_the_order_endings_certifications_grants_revocations() => ForAll(scenario =>
    {
        var ranks = new List<int>();
        Converge(scenario, write => ranks.AddRange(write.Carries.Select(Rank)));

        Assert.Equal(ranks.Order(), ranks);
    });

    [Fact]
    public void A_write_names_its_user_its_route_and_is_never_a_put() => ForAll(scenario =>
        Converge(scenario, write =>
        {
            Assert.Equal(ModelTarget.User, write.Request.User);
            Assert.True(write.Request.IsWrite);
            Assert.StartsWith(write.Request.Verb.ToString().ToUpperInvariant() + " /api/v2/", write.Request.Route, StringComparison.Ordinal);
        }));

    [Fact]
    public void Nothing_is_written_for_no_operations() =>
        Assert.Null(_dialect.NextWrite(_scenario(1).Target.Read(_dialect), []));

    [Fact]
    public void A_success_whose_body_is_torn_is_read_again_wherever_the_answer_should_show_something() => ForAll(scenario =>
    {
        var user = scenario.Target.Read(_dialect);
        if (_dialect.NextWrite(user, scenario.Operations) is { Request.Verb: not RequestVerb.Delete } write)
        {
            var verdict = _dialect.Judge(write, 200, ModelTarget.Utf8("""{"enti"""), user, ModelTarget.Now);

            Assert.False(Assert.IsType<WriteVerdict.ReadAgain>(verdict).IsClash);
        }
    });

    [Theory]
    [InlineData(409, "general.conflict", "Changed meanwhile.")]
    [InlineData(408, "request.timeout", "Took too long.")]
    [InlineData(400, "bad.request", "Version 3 Does Not Match the current version 4")]
    public void A_version_clash_in_any_of_its_forms_is_read_again(int status, string code, string message) =>
        Assert.True(Assert.IsType<WriteVerdict.ReadAgain>(Verdict(status, code, message)).IsClash);

    [Theory]
    [InlineData(400, "constraint.validation")]
    [InlineData(413, "request.too.large")]
    [InlineData(401, "authentication.required")]
    [InlineData(302, "")]
    public void Any_other_refusal_is_final(int status, string code) =>
        Assert.Contains(code, Assert.IsType<WriteVerdict.Refused>(Verdict(status, code, "No.")).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_missing_permission_is_named() =>
        Assert.Contains(
            "routing:skill:assign",
            Assert.IsType<WriteVerdict.PermissionMissing>(
                _dialect.Judge(
                    FirstWrite(out var user),
                    403,
                    ModelTarget.Utf8("""{"message": "Not allowed.", "code": "missing.any.permissions", "messageParams": {"permissions": "[routing:skill:assign]"}}"""),
                    user,
                    ModelTarget.Now)).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("not.authorized", "Not allowed.")]
    [InlineData("missing.division.permission", "routing:skill:assign is missing in the division of this user.")]
    public void What_is_forbidden_without_a_permission_that_the_client_lacks_everywhere_is_about_this_user(string code, string message) =>
        Assert.Contains(code, Assert.IsType<WriteVerdict.Forbidden>(Verdict(403, code, message)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Forbidden: routing:skill:assign</body></html>")]
    [InlineData("{\"message\": \"cut o")]
    public void A_403_without_a_readable_body_is_about_this_user_whether_it_was_written_or_read(string body)
    {
        var bytes = ModelTarget.Utf8(body);
        var verdict = _dialect.Judge(FirstWrite(out var user), 403, bytes, user, ModelTarget.Now);
        var read = UserReading.Begin(_dialect, user, everything: true).Take(_dialect, new TargetOutcome.Answered(403, bytes, ModelTarget.Now));

        Assert.Equal("403 (no readable error body)", Assert.IsType<WriteVerdict.Forbidden>(verdict).Reason);
        Assert.Equal("403 (no readable error body)", Assert.IsType<UserReadingResult.Forbidden>(read).Reason);
    }

    [Theory]
    [InlineData("missing.permissions", "The token lacks a scope.")]
    [InlineData("not.authorized", "routing:skill:assign is needed.")]
    public void A_permission_is_missing_by_its_code_or_by_its_name(string code, string message) =>
        Assert.IsType<WriteVerdict.PermissionMissing>(Verdict(403, code, message));

    [Fact]
    public void A_user_that_is_not_there_is_gone() => Assert.IsType<WriteVerdict.Gone>(Verdict(404, "not.found", "No such user."));

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void A_doubtful_status_is_read_again_without_being_a_clash(int status) =>
        Assert.False(Assert.IsType<WriteVerdict.ReadAgain>(Verdict(status, "later", "Later.")).IsClash);

    [Fact]
    public void Answers_of_another_shape_are_dialect_exceptions()
    {
        foreach (var body in (string[])["", "null", "[]", "{}", "<html>", """{"entities": 1}""", """{"entities": [{}], "pageNumber": 1, "pageSize": 1, "total": 1, "pageCount": 1}""", """{"entities": []}"""])
        {
            Assert.Throws<DialectException>(() => _dialect.ReadUsers(ModelTarget.Utf8(body), ModelTarget.Now));
            Assert.Throws<DialectException>(() => _dialect.ReadSkills(ModelTarget.Utf8(body)));
        }
    }

    /// <summary>Writes until nothing remains, as the user machine does; every write must be judged applied.</summary>
    private ObservedUser Converge(Scenario scenario, Action<UserWrite>? seen = null)
    {
        var user = scenario.Target.Read(_dialect);
        var remaining = scenario.Operations;
        while (_dialect.NextWrite(user, remaining) is { } write)
        {
            seen?.Invoke(write);
            var (status, body) = scenario.Target.Answer(write.Request);
            user = Assert.IsType<WriteVerdict.Applied>(_dialect.Judge(write, status, ModelTarget.Utf8(body), user, ModelTarget.Now)).Now;
            remaining = remaining.RemoveAll(write.Carries.Contains);
        }

        Assert.Empty(remaining);
        return user;
    }

    private void ForAll(Action<Scenario> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => holds(_scenario(seed))).Check(Cases.Usual);

    private UserWrite FirstWrite(out ObservedUser user)
    {
        user = ModelTarget.Unread with { Version = 1, Skills = Holdings<SkillId, Level>.Empty };
        return _dialect.NextWrite(user, [new Operation.GrantSkill(new("s"), new(3), IsGate: false, OperationCause.Stated)])!;
    }

    private WriteVerdict Verdict(int status, string code, string message)
    {
        var write = FirstWrite(out var user);
        return _dialect.Judge(write, status, ModelTarget.Utf8($$"""{"message": "{{message}}", "code": "{{code}}"}"""), user, ModelTarget.Now);
    }

    private static int Rank(Operation operation) => operation switch
    {
        Operation.RevokeSkill { IsGate: true } => 0,
        Operation.EndCertification => 1,
        Operation.SetCertification => 2,
        Operation.RevokeSkill => 4,
        _ => 3,
    };
}
