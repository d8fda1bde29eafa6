using System.Text.RegularExpressions;

namespace ActorSync.Core.Tests.Architecture;

public partial class GuardedInvariantsTests
{
    [Fact]
    public void Every_test_that_the_architecture_names_exists()
    {
        var root = Root();
        var named = NamedTest().Matches(File.ReadAllText(Path.Combine(root, "ARCHITECTURE.md")));
        var sources = Directory.GetFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories).ToLookup(Path.GetFileNameWithoutExtension);

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(
            sources[test.Groups["class"].Value],
            source => File.ReadAllText(source).Contains($" {test.Groups["test"].Value}{(test.Groups["test"].Length > 0 ? "(" : string.Empty)}", StringComparison.Ordinal)));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ARCHITECTURE.md")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+(Tests|Properties))(\\.(?<test>\\w+))?`")]
    private static partial Regex NamedTest();
}
