using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Architecture;

public class CoreReferencesTests
{
    [Fact]
    public void Core_references_only_the_base_library_and_NodaTime()
    {
        var foreign = typeof(AgentPlanner).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name != "NodaTime" && name != "netstandard" && !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    [InlineData("System.IO.FileSystem")]
    [InlineData("System.Data.Common")]
    public void Core_does_not_even_reach_for_the_parts_of_the_base_library_that_touch_the_world(string forbidden)
    {
        Assert.DoesNotContain(typeof(AgentPlanner).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == forbidden);
    }
}
