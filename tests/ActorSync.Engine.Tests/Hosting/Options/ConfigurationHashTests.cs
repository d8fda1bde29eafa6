using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class ConfigurationHashTests
{
    private const string Base = """
        {"Taxonomy": {"Skills": [{"name": "Billing", "defaultLevel": 3}, {"name": "Gate"}],
         "Certifications": [{"name": "PCI", "validityInDays": 365, "gatingSkill": {"name": "Gate", "level": 5}}]}, "Scope": {"Divisions": ["A", "B"]}}
        """;

    [Fact]
    public void The_hash_stays_the_same_for_ever() =>
        Assert.Equal("fa9f06349e4904b48c4af917d94f9d1c3066ec7a3e843134381337884fc09598", ConfigurationHash.Of(new ActorSyncOptions()));

    [Theory]
    [InlineData("Target:Dialect=guide")]
    [InlineData("Source:Name=other")]
    [InlineData("Source:Mode=full")]
    [InlineData("Source:TimeZone=Europe/Berlin")]
    [InlineData("Policy:Removal=managed")]
    [InlineData("Policy:Adopt=true")]
    [InlineData("Policy:Terminated=keep")]
    [InlineData("Policy:Absent=remove")]
    [InlineData("Policy:ExpiryMargin=none")]
    [InlineData("Scope:Divisions=A")]
    [InlineData("Scope:Divisions=")]
    [InlineData("""Taxonomy:Skills=[{"name":"Billing","defaultLevel":4},{"name":"Gate"}]""")]
    [InlineData("""Taxonomy:Skills=[{"name":"Billing","defaultLevel":3,"managed":false},{"name":"Gate"}]""")]
    [InlineData("""Taxonomy:Certifications=[{"name":"PCI","validityInDays":366,"gatingSkill":{"name":"Gate","level":5}}]""")]
    [InlineData("""Taxonomy:Certifications=[{"name":"PCI","validityInDays":365,"gatingSkill":{"name":"Gate","level":4}}]""")]
    [InlineData("""Taxonomy:Certifications=[{"name":"PCI","validityInDays":365}]""")]
    public void What_shapes_operations_changes_the_hash(string set) => Assert.NotEqual(HashOf(), HashOf(set));

    [Theory]
    [InlineData("Target:BaseUrl=https://api.example.com")]
    [InlineData("Target:ClientId=x")]
    [InlineData("Target:ClientSecret=x")]
    [InlineData("Target:Tokens=5")]
    [InlineData("Target:RequestsPerMinute=0")]
    [InlineData("Target:MaxPause=1h")]
    [InlineData("Target:Observe=cached")]
    [InlineData("Guard:MaxRemovalsPercent=50")]
    [InlineData("State:Directory=elsewhere")]
    [InlineData("Scope:Divisions=B,A")]
    [InlineData("""Taxonomy:Skills=[{"name":"Gate"},{"name":"Billing","defaultLevel":3.0,"description":"Invoices"}]""")]
    public void What_does_not_leaves_it_as_it_is(string set) => Assert.Equal(HashOf(), HashOf(set));

    private static string HashOf(params string[] sets)
    {
        using var configuration = new Configuration();
        return ConfigurationHash.Of(configuration.File(Base).Set(sets).Options());
    }
}
