namespace ActorSync.Benchmarks;

/// <summary>The checkout in which the harness was built.</summary>
/// <param name="Root">Its top folder.</param>
/// <param name="Program">The built program, an assembly that <c>dotnet</c> runs.</param>
/// <param name="ProcessFigures">The built assembly that has a process say at its end what it used.</param>
internal sealed record Checkout(string Root, string Program, string ProcessFigures)
{
    /// <summary>How another program than the built one is named, before the command.</summary>
    public const string Help = "[--program FOLDER]   a published program instead of the built one, for any of these:";

    private const string Solution = "ActorSync.sln";
    private const string Assembly = "actorsync.dll";

    /// <summary>The configuration whose taxonomy the people of a run use.</summary>
    public string Configuration => Path.Combine(Root, "config", "actorsync.json");

    /// <summary>The harness itself, for what it starts as a process of its own.</summary>
    public static string Harness => Path.Combine(AppContext.BaseDirectory, "ActorSync.Benchmarks.dll");

    /// <summary>Where the results are kept.</summary>
    public string Results => Path.Combine(Root, "benchmarks", "results");

    /// <summary>Whether the program is one that somebody published, such as one that is compiled ahead of time.</summary>
    public bool IsPublished { get; private init; }

    /// <summary>Finds the checkout above the harness, and the program built in the same configuration as the harness.</summary>
    /// <param name="published">The folder of a published program to take instead, or null.</param>
    /// <exception cref="HarnessException">There is none.</exception>
    public static Checkout Find(string? published)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (var folder = framework; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                string[] built = ["bin", framework.Parent!.Name, framework.Name];
                var program = published is null
                    ? Path.Combine([folder.FullName, "src", "ActorSync.Cli", .. built, Assembly])
                    : Path.GetFullPath(Path.Combine(published, Assembly));
                var figures = Path.Combine([folder.FullName, "benchmarks", "ActorSync.Benchmarks.ProcessFigures", .. built, "ActorSync.Benchmarks.ProcessFigures.dll"]);
                return File.Exists(program) ? new Checkout(folder.FullName, program, figures) { IsPublished = published is not null } : throw new HarnessException($"The program is not there: {program}. Build it, or publish it.");
            }
        }

        throw new HarnessException($"No {Solution} stands above {AppContext.BaseDirectory}.");
    }
}
