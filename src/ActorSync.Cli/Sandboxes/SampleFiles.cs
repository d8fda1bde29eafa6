using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Cli.Sandboxes;

/// <summary>Finds the shipped sample: beside the configuration in a checkout, beside the program where it was installed.</summary>
internal static class SampleFiles
{
    /// <summary>The full path of the sample's people.</summary>
    /// <exception cref="CommandFailure">The sample is not there.</exception>
    public static string People(CliEnvironment environment, ConfigurationOrigins origins)
    {
        string[] folders = [Path.Combine(origins.BaseDirectory, "config"), Path.Combine(environment.ProgramDirectory, "config")];
        var candidates = folders.Select(folder => Path.Combine(folder, "samples", "people.csv")).ToArray();
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new CommandFailure(
                Engine.Runs.ExitCode.Usage, "sample-missing", $"The shipped sample is not there ({string.Join(" or ", candidates)}). Name a source file of your own.");
    }
}
