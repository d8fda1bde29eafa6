namespace ActorSync.Benchmarks.Processes;

/// <summary>A folder of its own, removed with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("actorsync-bench-").FullName;

    /// <summary>The path of something in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
