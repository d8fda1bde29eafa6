namespace ActorSync.Engine.Tests.Hosting.Options;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class RepositoryFile
{
    public static string Find(params string[] segments)
    {
        var relative = Path.Combine(segments);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActorSync.sln")))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds the repository.", relative);
    }
}
