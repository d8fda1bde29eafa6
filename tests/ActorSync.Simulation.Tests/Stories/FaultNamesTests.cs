using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation.Tests.Stories;

public sealed class FaultNamesTests
{
    [Fact]
    public void Every_name_is_read_as_it_is_written()
    {
        foreach (var name in FaultNames.All)
        {
            Assert.Equal(name, FaultNames.Write(FaultNames.Read(name)!.Value));
        }

        Assert.Contains("hand-edits", FaultNames.All);
    }

    [Theory]
    [InlineData("all", FaultKind.All)]
    [InlineData("none", FaultKind.None)]
    [InlineData(" crash , throttle ", FaultKind.Crash | FaultKind.Throttle)]
    public void A_list_is_read(string text, FaultKind faults) => Assert.Equal(faults, FaultNames.Read(text));

    [Fact]
    public void An_unknown_name_is_not_read() => Assert.Null(FaultNames.Read("crash,flood"));
}
