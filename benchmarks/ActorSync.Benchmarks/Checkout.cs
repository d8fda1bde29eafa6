namespace ActorSync.Benchmarks;

/// <summary>The checkout in which the harness was built.</summary>
/// <param name="Root">Its top folder.</param>
/// <param name="Program">The built program, an assembly that <c>dotnet</c> runs.</param>
/// <param name="ProcessFigures">The built assembly that has a process say at its end what it used.</param>
internal sealed record Checkout(string Root, string Program, string ProcessFigures)
{
    private const string Solution = "ActorSync.sln";

    /// <summary>The configuration whose taxonomy the people of a run use.</summary>
    public string Configuration => Path.Combine(Root, "config", "actorsync.json");

    /// <summary>The harness itself, for what it starts as a process of its own.</summary>
    public static string Harness => Path.Combine(AppContext.BaseDirectory, "ActorSync.Benchmarks.dll");

    /// <summary>Where the results are kept.</summary>
    public string Results => Path.Combine(Root, "benchmarks", "results");

    /// <summary>Finds the checkout above the harness, and the program built in the same configuration as the harness.</summary>
    /// <exception cref="HarnessException">There is none.</exception>
    public static Checkout Find()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (var folder = framework; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                string[] built = ["bin", framework.Parent!.Name, framework.Name];
                var program = Path.Combine([folder.FullName, "src", "ActorSync.Cli", .. built, "actorsync.dll"]);
                var figures = Path.Combine([folder.FullName, "benchmarks", "ActorSync.Benchmarks.ProcessFigures", .. built, "ActorSync.Benchmarks.ProcessFigures.dll"]);
                return File.Exists(program) ? new Checkout(folder.FullName, program, figures) : throw new HarnessException($"The program is not built: {program}");
            }
        }

        throw new HarnessException($"No {Solution} stands above {AppContext.BaseDirectory}.");
    }
}
