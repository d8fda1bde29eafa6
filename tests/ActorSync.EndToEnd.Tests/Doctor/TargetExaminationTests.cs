using ActorSync.Cli.Doctor;
using ActorSync.Core.Gateway;
using ActorSync.EndToEnd.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace ActorSync.EndToEnd.Tests.Doctor;

public sealed class TargetExaminationTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly HastyClock _clock = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("server-error:status=503,times=2", 3)]
    [InlineData("server-error:status=503,times=2,route=PATCH", 3)]
    [InlineData("server-error:status=503,times=1,route=oauth", 3)]
    [InlineData("server-error:status=500,times=1", 0.2)]
    [InlineData("connection-reset:times=1", 0.2)]
    public async Task What_failed_in_passing_is_asked_again_by_the_gateways_ladder(string fault, double firstWait)
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync(fault);

        var checks = await ExamineAsync(target);

        Assert.All(checks, check => Assert.Equal(CheckStatus.Ok, check.Status));
        Assert.Equal(TimeSpan.FromSeconds(firstWait), _clock.Waits[0]);
    }

    [Fact]
    public async Task A_right_that_a_target_at_fault_does_not_tell_could_not_be_asked_and_is_not_called_missing()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("server-error:status=503,route=GET");

        var checks = await ExamineAsync(target);

        var rights = checks.Where(check => check.Name is "permission routing:skill:view" or "permission directory:user:view").ToList();
        Assert.Equal(2, rights.Count);
        Assert.All(rights, check => Assert.Equal(
            (CheckStatus.Failed, "Could not be asked: the target answers with 503 again and again.", Engine.Runs.ExitCode.Unavailable),
            (check.Status, check.Message, check.ExitCode)));
        Assert.DoesNotContain(checks, check => check.Message.Contains("Missing", StringComparison.Ordinal));
        Assert.True(_clock.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait) <= ProbeRetries.Patience);
    }

    [Fact]
    public async Task A_login_that_is_not_there_for_a_while_is_no_wrong_address()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("server-error:status=503,route=oauth");

        var checks = await ExamineAsync(target);

        Assert.Equal("Could not be asked: the token endpoint answers with 503 again and again.", checks.Single(check => check.Name == "credentials").Message);
        Assert.Equal(CheckStatus.Ok, checks.Single(check => check.Name == "address").Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_pause_of_seconds_is_waited_out_and_everything_is_checked(int tokens)
    {
        var refusals = tokens;
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, context => Interlocked.Decrement(ref refusals) >= 0 ? PauseAsync(context, "20") : Good(context));

        var checks = await Examination.OfAsync(target.Address, _clock, tokens: tokens);

        Assert.All(checks.Where(IsPermission), check => Assert.Equal(CheckStatus.Ok, check.Status));
    }

    [Fact]
    public async Task Pauses_that_follow_one_another_are_not_waited_out_for_ever()
    {
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, context => PauseAsync(context, "29"));

        var checks = await Examination.OfAsync(target.Address, _clock);

        Assert.All(checks.Where(IsPermission), check => Assert.Equal((CheckStatus.Skipped, Engine.Runs.ExitCode.Interrupted), (check.Status, check.ExitCode)));
        Assert.True(_clock.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait) <= ProbeRetries.PausesTogether);
    }

    [Fact]
    public async Task A_pause_of_minutes_is_not_waited_out()
    {
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, context => PauseAsync(context, "3600"));

        var checks = await Examination.OfAsync(target.Address, _clock);

        Assert.All(checks.Where(IsPermission), check => Assert.Equal((CheckStatus.Skipped, Engine.Runs.ExitCode.Interrupted), (check.Status, check.ExitCode)));
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_fresh_token_that_is_refused_in_passing_is_replaced_as_often_as_a_run_does()
    {
        var refusals = TokenAnswer.MostFreshRefusals;
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, context => Interlocked.Decrement(ref refusals) >= 0 ? Refused(context) : Good(context));

        var checks = await Examination.OfAsync(target.Address, _clock);

        Assert.All(checks.Where(IsPermission), check => Assert.Equal(CheckStatus.Ok, check.Status));
        Assert.Equal(1 + TokenAnswer.MostFreshRefusals, target.Paths.Count(path => path == "/oauth/token"));
    }

    [Fact]
    public async Task A_target_that_refuses_every_token_is_not_asked_as_often_for_each_right()
    {
        await using var target = await OddTarget.StartAsync(OddTarget.GoodLogin, Refused);

        var checks = await Examination.OfAsync(target.Address, _clock);

        var rights = checks.Where(IsPermission).ToList();
        Assert.All(rights, check => Assert.Equal((CheckStatus.Failed, "Fresh tokens are refused again and again (401)."), (check.Status, check.Message)));
        Assert.Equal(rights.Count + TokenAnswer.MostFreshRefusals, target.Paths.Count(path => path != "/oauth/token"));
    }

    private static Func<HttpContext, Task> Good => OddTarget.Answer(200, """{"entities":[]}""");

    private static Func<HttpContext, Task> Refused => OddTarget.Answer(401, """{"code":"bad.credentials"}""");

    private static Task PauseAsync(HttpContext context, string seconds)
    {
        context.Response.Headers.RetryAfter = seconds;
        return OddTarget.Answer(429, """{"code":"too.many.requests"}""")(context);
    }

    private static bool IsPermission(DoctorCheck check) => check.Name.StartsWith("permission ", StringComparison.Ordinal);

    private Task<IReadOnlyList<DoctorCheck>> ExamineAsync(SandboxServer target) => Examination.OfAsync(target.Address, _clock);
}
