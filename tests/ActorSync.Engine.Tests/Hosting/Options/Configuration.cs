using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

/// <summary>A working directory of its own with whatever a test puts there, loaded as the program loads it.</summary>
internal sealed class Configuration : IDisposable
{
    private readonly Dictionary<string, string?> _environment = [];
    private readonly List<string> _sets = [];

    public Configuration() => Directory = System.IO.Directory.CreateTempSubdirectory("actorsync-").FullName;

    public string Directory { get; }

    public Configuration File(string text, string name = "config/actorsync.json")
    {
        var path = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return this;
    }

    public Configuration Environment(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public Configuration Set(params string[] sets)
    {
        _sets.AddRange(sets);
        return this;
    }

    public ConfigurationResult Load(string? configFile = null, bool talksToTarget = false) =>
        ConfigurationLoader.Load(configFile, _environment, _sets, Directory, talksToTarget);

    public ConfigurationResult.Loaded Loaded(string? configFile = null, bool talksToTarget = false)
    {
        var result = Load(configFile, talksToTarget);
        return result is ConfigurationResult.Loaded loaded
            ? loaded
            : throw new InvalidOperationException(string.Join('\n', ((ConfigurationResult.Refused)result).Errors));
    }

    public ActorSyncOptions Options(bool talksToTarget = false) => Loaded(talksToTarget: talksToTarget).Options;

    public IReadOnlyList<ConfigurationProblem> Errors(string? configFile = null, bool talksToTarget = false) =>
        Load(configFile, talksToTarget) is ConfigurationResult.Refused refused ? refused.Errors : [];

    public ConfigurationProblem Error(string? configFile = null, bool talksToTarget = false) => Assert.Single(Errors(configFile, talksToTarget));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
