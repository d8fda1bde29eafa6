using ActorSync.Cli.Doctor;
using ActorSync.EndToEnd.Tests.Harness;

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

    private Task<IReadOnlyList<DoctorCheck>> ExamineAsync(SandboxServer target) => Examination.OfAsync(target.Address, _clock);
}
