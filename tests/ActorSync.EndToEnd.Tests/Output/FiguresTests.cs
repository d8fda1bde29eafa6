using ActorSync.Cli.Output;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.2, "1 s")]
    [InlineData(41, "41 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(3600, "1 h")]
    [InlineData(19_980, "5 h 33 min")]
    [InlineData(187_200, "2 d 4 h")]
    public void A_duration_reads_in_its_two_largest_units_and_is_rounded_up(double seconds, string text)
    {
        Assert.Equal(text, Figures.Long(Duration.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("plain\u001b[31mred", "plain\\u001b[31mred")]
    [InlineData("two\nlines", "two\\nlines")]
    [InlineData("turned\u202eround", "turned\\u202eround")]
    [InlineData("Zoë Ağa", "Zoë Ağa")]
    public void What_could_steer_a_terminal_is_shown_as_its_code(string raw, string shown)
    {
        Assert.Equal(shown, ReportWriter.Visible(raw));
    }
}
