using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Cli.Sandboxes;

/// <summary>Finds the shipped sample: beside the configuration in a checkout, beside the program where it was installed.</summary>
internal static class SampleFiles
{
    /// <summary>The full path of the sample's people.</summary>
    public static string People(CliEnvironment environment, ConfigurationOrigins origins) => Find(environment, origins, "samples", "people.csv");

    /// <summary>The full path of the configuration that declares the sample's taxonomy.</summary>
    public static string Configuration(CliEnvironment environment, ConfigurationOrigins origins) => Find(environment, origins, "actorsync.json");

    private static string Find(CliEnvironment environment, ConfigurationOrigins origins, params string[] path)
    {
        string[] folders = [Path.Combine(origins.BaseDirectory, "config"), Path.Combine(environment.ProgramDirectory, "config")];
        var candidates = folders.Select(folder => Path.Combine([folder, .. path])).ToArray();
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new CommandFailure(
                Engine.Runs.ExitCode.Usage, "sample-missing", $"The shipped sample is not there ({string.Join(" or ", candidates)}). Name a source file of your own.");
    }
}
