namespace ActorSync.Benchmarks;

/// <summary>The checkout in which the harness was built.</summary>
/// <param name="Root">Its top folder.</param>
/// <param name="Program">The built program, an assembly that <c>dotnet</c> runs.</param>
internal sealed record Checkout(string Root, string Program)
{
    private const string Solution = "ActorSync.sln";

    /// <summary>The configuration whose taxonomy the people of a run use.</summary>
    public string Configuration => Path.Combine(Root, "config", "actorsync.json");

    /// <summary>Finds the checkout above the harness, and the program built in the same configuration as the harness.</summary>
    /// <exception cref="HarnessException">There is none.</exception>
    public static Checkout Find()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (var folder = framework; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                var program = Path.Combine(folder.FullName, "src", "ActorSync.Cli", "bin", framework.Parent!.Name, framework.Name, "actorsync.dll");
                return File.Exists(program) ? new Checkout(folder.FullName, program) : throw new HarnessException($"The program is not built: {program}");
            }
        }

        throw new HarnessException($"No {Solution} stands above {AppContext.BaseDirectory}.");
    }
}
