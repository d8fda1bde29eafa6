using System.Text.RegularExpressions;

namespace ActorSync.Core.Tests.Architecture;

public partial class GuardedInvariantsTests
{
    [Fact]
    public void Every_test_that_the_architecture_names_exists()
    {
        var named = NamedTest().Matches(File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md")));
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).ToLookup(Path.GetFileNameWithoutExtension);

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(
            sources[test.Groups["class"].Value],
            source => File.ReadAllText(source).Contains($" {test.Groups["test"].Value}{(test.Groups["test"].Length > 0 ? "(" : string.Empty)}", StringComparison.Ordinal)));
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+(Tests|Properties))(\\.(?<test>\\w+))?`")]
    private static partial Regex NamedTest();
}
