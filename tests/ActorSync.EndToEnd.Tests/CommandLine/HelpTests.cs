using ActorSync.Cli.Commands;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.CommandLine;

public sealed class HelpTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public static TheoryData<string> Commands => [.. CommandTable.All.Select(entry => entry.Path)];

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_explains_itself_with_an_example_and_the_common_options(string command)
    {
        var help = (await InProcess.RunAsync(_workspace, [.. command.Split(' '), "--help"])).Expect(0);

        Assert.Contains($"actorsync {command}", help.Out, StringComparison.Ordinal);
        Assert.Contains("EXAMPLES", help.Out, StringComparison.Ordinal);
        foreach (var example in CommandTable.All.Single(entry => entry.Path == command).Examples)
        {
            Assert.Contains($"actorsync {example}", help.Out, StringComparison.Ordinal);
        }

        foreach (var option in (string[])["--config", "--set", "--output", "--log-level"])
        {
            Assert.Contains(option, help.Out, StringComparison.Ordinal);
        }

        Assert.Empty(help.Error);
    }

    [Theory]
    [InlineData("journal export", "--employee", "--with-names", "--format", "--run", "--from", "--until")]
    [InlineData("journal restore", "--replace")]
    public async Task A_member_of_a_group_explains_its_own_options_too(string command, params string[] options)
    {
        var help = (await InProcess.RunAsync(_workspace, [.. command.Split(' '), "--help"])).Expect(0);

        Assert.All(options, option => Assert.Contains($" {option}", help.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_lists_its_commands()
    {
        var help = (await InProcess.RunAsync(_workspace, "--help")).Expect(0);

        foreach (var command in CommandTable.All.Select(entry => entry.Path.Split(' ')[0]))
        {
            Assert.Contains(command, help.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_command_the_list_is_shown_and_the_usage_is_wrong()
    {
        var help = (await InProcess.RunAsync(_workspace)).Expect(2);

        Assert.Contains("COMMANDS", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_program_explains_itself_as_a_process()
    {
        var help = (await ActorSyncProcess.RunAsync(_workspace, "run", "--help")).Expect(0);

        Assert.Contains("actorsync run --source people.csv", help.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("sweep")]
    public async Task A_command_that_is_not_there_yet_is_no_command(string command)
    {
        var refused = (await InProcess.RunAsync(_workspace, command)).Expect(2);

        Assert.Contains($"'{command}' is no command.", refused.Error, StringComparison.Ordinal);
    }
}
