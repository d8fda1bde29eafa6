using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(-3, "0 s")]
    [InlineData(40.1, "41 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(240, "4 min")]
    [InlineData(19_980, "5 h 33 min")]
    [InlineData(187_200, "2 d 4 h")]
    public void Two_units_tell_it_rounded_up(double seconds, string text) => Assert.Equal(text, DurationText.InTwoUnits(Duration.FromSeconds(seconds)));
}
