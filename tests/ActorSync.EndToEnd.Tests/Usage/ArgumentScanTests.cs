using ActorSync.Cli.Commands;
using ActorSync.Cli.Usage;

namespace ActorSync.EndToEnd.Tests.Usage;

public sealed class ArgumentScanTests
{
    [Theory]
    [InlineData("run --source -", "run --source=-")]
    [InlineData("run --source - --source b.csv", "run --source=- --source=b.csv")]
    [InlineData("run --set Target:BaseUrl=http://127.0.0.1:1/?a=b --source=x", "run --set=Target:BaseUrl=http://127.0.0.1:1/?a=b --source=x")]
    [InlineData("--output json plan --source x", "plan --output=json --source=x")]
    [InlineData("runs", "runs show")]
    [InlineData("runs --output json 2026Z", "runs show 2026Z --output=json")]
    [InlineData("runs abandon 2026Z", "runs abandon 2026Z")]
    [InlineData("sandbox --clock-offset -5", "sandbox --clock-offset=-5")]
    public void Values_are_joined_to_their_options_and_a_group_alone_means_its_default_member(string given, string expected)
    {
        var joined = ArgumentScan.Check(given.Split(' '), CommandTable.Specs);

        Assert.Equal(expected, string.Join(' ', joined));
    }

    [Fact]
    public void A_reason_of_several_words_stays_one_value()
    {
        var joined = ArgumentScan.Check(["run", "--source", "a", "--accept", "as agreed = yes"], CommandTable.Specs);

        Assert.Equal("--accept=as agreed = yes", joined[2]);
    }
}
