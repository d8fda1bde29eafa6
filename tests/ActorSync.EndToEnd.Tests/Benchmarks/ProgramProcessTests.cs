using ActorSync.Benchmarks.Processes;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ProgramProcessTests
{
    [Theory]
    [InlineData("ACTORSYNC_Target__Tokens", true)]
    [InlineData("DOTNET_gcServer", true)]
    [InlineData("COMPlus_TieredPGO", true)]
    [InlineData("DOTNET_ROOT", false)]
    [InlineData("DOTNET_ROOT_X64", false)]
    [InlineData("DOTNET_ROLL_FORWARD", false)]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", false)]
    [InlineData("PATH", false)]
    public void What_would_change_a_measured_process_is_kept_from_it_and_what_it_starts_by_is_not(string variable, bool isKept) =>
        Assert.Equal(isKept, ProgramProcess.WouldChangeIt(variable));
}
