using ActorSync.Engine.Hosting.Options;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("15 min")]
    [InlineData("15m")]
    [InlineData(" 15 Minutes ")]
    [InlineData("00:15:00")]
    [InlineData("PT15M")]
    [InlineData("900s")]
    [InlineData("900000 ms")]
    [InlineData("0.25 h")]
    public void A_quarter_of_an_hour_can_be_written_in_many_ways(string text) => Assert.Equal(Duration.FromMinutes(15), DurationText.Parse(text));

    [Theory]
    [InlineData("24h")]
    [InlineData("1 d")]
    [InlineData("24:00:00")]
    [InlineData("1.00:00:00")]
    [InlineData("P1D")]
    public void So_can_a_day(string text) => Assert.Equal(Duration.FromDays(1), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("-15 min")]
    [InlineData("PT-15M")]
    [InlineData("P1M")]
    [InlineData("1,5 h")]
    [InlineData("15:00")]
    [InlineData("00:60:00")]
    [InlineData("a while")]
    [InlineData("999999999999999 d")]
    [InlineData("P999999999999D")]
    public void What_has_no_unit_or_no_end_is_none(string text) => Assert.Null(DurationText.Parse(text));

    [Fact]
    public void What_is_shown_is_read_back_exactly() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), milliseconds =>
        {
            var duration = Duration.FromMilliseconds(milliseconds);
            return DurationText.Parse(DurationText.Show(duration)) == duration;
        }));
}
