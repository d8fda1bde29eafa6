using ActorSync.Cli.Doctor;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Doctor;

public sealed class UnusableTokenTests : IDisposable
{
    private const string Page = "<html>Sign in</html>";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(200, Page, "text/html; charset=bogus-8")]
    [InlineData(200, """{"access_token":""}""", "application/json")]
    [InlineData(200, """{"access_token":"two\r\nlines"}""", "application/json")]
    [InlineData(200, """{"access_token":"schlüssel"}""", "application/json")]
    [InlineData(200, """{"access_token":"\ud800"}""", "application/json")]
    [InlineData(204, "", "application/json")]
    public async Task The_doctor_and_a_plan_say_the_same_of_a_login_without_a_usable_token_and_end_with_5(int status, string body, string contentType)
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await OddTarget.StartAsync(OddTarget.Answer(status, body, contentType), OddTarget.Answer(200, "[]"));
        var cause = $"the token endpoint {target.Address}oauth/token answered {status} without a usable token, and again when asked once more. "
            + "Something else than a token endpoint answers there, such as a proxy or a login page.";
        const string Remedy = "Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.";

        var doctor = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "doctor")).Expect(5);
        var askedByDoctor = target.Paths.Count;
        var plan = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "plan", "--source", "people.csv")).Expect(5);

        Assert.Contains($"{cause} {Remedy}", doctor.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ok       credentials", doctor.Out, StringComparison.Ordinal);
        Assert.Contains($"error: The target cannot be reached: {cause} Nothing more is sent. {Remedy}", plan.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(cause, plan.Out, StringComparison.Ordinal);
        Assert.Equal((2, 4), (askedByDoctor, target.Paths.Count));
    }

    [Fact]
    public async Task A_login_that_asks_for_a_long_wait_is_not_asked_again_before_it_by_any_command()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await OddTarget.StartAsync(
            context =>
            {
                context.Response.Headers.RetryAfter = "3600";
                return OddTarget.Answer(400, """{"error":"invalid_request","error_description":"rate limit exceeded;"}""")(context);
            },
            OddTarget.Answer(200, "[]"));

        var first = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "doctor")).Expect(130);
        var doctor = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "doctor")).Expect(130);
        var plan = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "plan", "--source", "people.csv")).Expect(130);

        Assert.Contains("skipped  credentials: Not checked: the target asked for a pause until 20", first.Out, StringComparison.Ordinal);
        Assert.Contains("a pause of login until 20", doctor.Out, StringComparison.Ordinal);
        Assert.Contains("The target asked for a pause of login until 20", plan.Everything, StringComparison.Ordinal);
        Assert.Single(target.Paths);
    }

    [Fact]
    public async Task A_taxonomy_command_names_the_address_of_the_login_too()
    {
        await using var target = await OddTarget.StartAsync(OddTarget.Answer(204, string.Empty), OddTarget.Answer(200, "[]"));

        var refused = (await InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, "taxonomy", "plan")).Expect(5);

        Assert.Contains("Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.", refused.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_wait_that_the_login_states_is_waited_out()
    {
        var asked = 0;
        await using var target = await OddTarget.StartAsync(
            context =>
            {
                context.Response.Headers.RetryAfter = asked == 0 ? "3" : default;
                return (asked++ == 0 ? OddTarget.Answer(429, "{}") : OddTarget.GoodLogin)(context);
            },
            OddTarget.Answer(404, "{}"));

        var checks = await Examination.OfAsync(target.Address, new HastyClock());

        Assert.Equal(CheckStatus.Ok, checks.Single(check => check.Name == "credentials").Status);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_token_that_comes_after_one_that_cannot_be_used_is_taken()
    {
        var asked = 0;
        await using var target = await OddTarget.StartAsync(
            context => (asked++ == 0 ? OddTarget.Answer(200, Page, "text/html") : OddTarget.GoodLogin)(context), OddTarget.Answer(404, "{}"));

        var checks = await Examination.OfAsync(target.Address, new HastyClock());

        Assert.Equal(CheckStatus.Ok, checks.Single(check => check.Name == "credentials").Status);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_login_whose_answer_cannot_be_unpacked_could_not_be_asked()
    {
        await using var target = await OddTarget.StartAsync(OddTarget.Unpackable(200), OddTarget.Answer(200, "[]"));

        var checks = await Examination.OfAsync(target.Address, new HastyClock());

        Assert.Equal(CheckStatus.Ok, checks.Single(check => check.Name == "address").Status);
        var credentials = checks.Single(check => check.Name == "credentials");
        Assert.StartsWith("Could not be asked: no whole answer of the token endpoint (", credentials.Message, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Failed, Engine.Runs.ExitCode.Unavailable), (credentials.Status, credentials.ExitCode));
    }
}
