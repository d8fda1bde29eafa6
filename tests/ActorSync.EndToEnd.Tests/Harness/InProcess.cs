using ActorSync.Cli;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The program inside the test's process, where a test wants another clock or many quick calls.</summary>
internal static class InProcess
{
    /// <summary>Runs the program in a workspace.</summary>
    public static Task<Ended> RunAsync(Workspace workspace, params string[] arguments) =>
        RunAsync(workspace, TimeProvider.System, new Dictionary<string, string>(), arguments);

    /// <summary>Runs the program in a workspace with a clock and environment variables.</summary>
    public static async Task<Ended> RunAsync(
        Workspace workspace, TimeProvider clock, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var streams = new TestStreams();
        var variables = environment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value);
        var exitCode = await CliApp.RunAsync(
            arguments,
            new CliEnvironment(streams, clock, variables, workspace.Folder, AppContext.BaseDirectory, TestContext.Current.CancellationToken));
        return new Ended(exitCode, streams.OutText, streams.ErrorText);
    }
}
