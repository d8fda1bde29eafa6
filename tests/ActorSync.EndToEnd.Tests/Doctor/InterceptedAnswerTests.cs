using ActorSync.Cli.Doctor;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.EndToEnd.Tests.Doctor;

public sealed class InterceptedAnswerTests
{
    private const string Page = "<html>Blocked by the network</html>";

    [Theory]
    [InlineData("genesys", "html-answer")]
    [InlineData("genesys", "html-answer:applied=true")]
    [InlineData("genesys", "cut-off-answer")]
    [InlineData("guide", "html-answer")]
    [InlineData("guide", "cut-off-answer")]
    [InlineData("guide", "answer-interrupted")]
    public async Task What_a_proxy_answers_in_place_of_the_target_proves_no_right(string dialect, string fault)
    {
        using var workspace = new Workspace(dialect);
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync(fault);

        AllCouldNotBeAsked(await Examination.OfAsync(target.Address, new HastyClock(), Of(dialect)));
    }

    [Theory]
    [InlineData(200, Page, "text/html; charset=bogus-8")]
    [InlineData(200, "", "application/json")]
    [InlineData(403, Page, "text/html")]
    [InlineData(400, Page, "text/html")]
    public async Task A_page_of_any_status_is_neither_a_right_nor_a_missing_one(int status, string body, string contentType)
    {
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, OddTarget.Answer(status, body, contentType));

        AllCouldNotBeAsked(await Examination.OfAsync(target.Address, new HastyClock()));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    public async Task Where_a_server_sends_everybody_away_no_right_is_there(int status)
    {
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, OddTarget.Answer(status, Page, "text/html"));

        var rights = Rights(await Examination.OfAsync(target.Address, new HastyClock()));

        Assert.All(rights, check => Assert.Equal(CheckStatus.Failed, check.Status));
        Assert.DoesNotContain(rights, check => check.Message.Contains("Missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_in_passing_is_asked_past()
    {
        using var workspace = new Workspace("genesys");
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("html-answer:times=2");

        Assert.All(await Examination.OfAsync(target.Address, new HastyClock()), check => Assert.Equal(CheckStatus.Ok, check.Status));
    }

    [Fact]
    public async Task A_packed_answer_is_read_and_a_429_whose_body_cannot_be_unpacked_is_one()
    {
        using var workspace = new Workspace("genesys");
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("gzip-answer");
        await using var throttling = await OddTarget.StartAsync(OddTarget.GoodLogin, context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return OddTarget.Unpackable(429)(context);
        });

        Assert.All(await Examination.OfAsync(target.Address, new HastyClock()), check => Assert.Equal(CheckStatus.Ok, check.Status));
        Assert.All(Rights(await Examination.OfAsync(throttling.Address, new HastyClock())), check => Assert.Equal(ExitCode.Interrupted, check.ExitCode));
    }

    [Fact]
    public async Task Where_one_token_is_paused_and_no_other_is_given_the_rights_could_not_be_asked()
    {
        var asked = 0;
        await using var target = await OddTarget.StartAsync(
            context => (asked++ == 0 ? OddTarget.GoodLogin : OddTarget.Answer(200, Page, "text/html"))(context), OddTarget.Answer(429, "{}"));

        var rights = Rights(await Examination.OfAsync(target.Address, new HastyClock(), tokens: 2));

        Assert.Equal("Could not be asked: one token is paused, and no other was given.", rights[0].Message);
        Assert.All(rights.Skip(1), check => Assert.Equal(CheckStatus.Skipped, check.Status));
    }

    private static void AllCouldNotBeAsked(IReadOnlyList<DoctorCheck> checks)
    {
        Assert.Equal(CheckStatus.Ok, checks.Single(check => check.Name == "credentials").Status);
        var rights = Rights(checks);
        Assert.NotEmpty(rights);
        Assert.All(rights, check =>
        {
            Assert.StartsWith("Could not be asked: ", check.Message, StringComparison.Ordinal);
            Assert.Equal((CheckStatus.Failed, ExitCode.Unavailable), (check.Status, check.ExitCode));
        });
    }

    private static List<DoctorCheck> Rights(IReadOnlyList<DoctorCheck> checks) =>
        [.. checks.Where(check => check.Name.StartsWith("permission ", StringComparison.Ordinal))];

    private static TargetDialect Of(string dialect) => dialect == "guide" ? TargetDialect.Guide : TargetDialect.Genesys;
}
