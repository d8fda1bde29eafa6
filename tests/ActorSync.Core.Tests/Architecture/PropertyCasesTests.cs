namespace ActorSync.Core.Tests.Architecture;

public class PropertyCasesTests
{
    // Whoever takes FsCheck's own settings takes new cases for every mutant.
    [Fact]
    public void Every_property_takes_the_number_of_its_cases_from_one_place()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "ActorSync.Core.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("Cases.cs" or "PropertyCasesTests.cs"))
            .ToList();

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, file => File.ReadAllText(file) is var text && (text.Contains("Config.Quick", StringComparison.Ordinal) || text.Contains("Config.Default", StringComparison.Ordinal) || text.Contains("[Property", StringComparison.Ordinal)));
    }
}
