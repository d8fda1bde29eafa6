using ActorSync.Cli.Output;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("people.csv", "people.csv")]
    [InlineData("Target:RequestsPerMinute=0", "Target:RequestsPerMinute=0")]
    [InlineData("all people.csv", "'all people.csv'")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME;ls", "'$HOME;ls'")]
    public void What_a_shell_would_take_apart_is_quoted(string argument, string written) =>
        Assert.Equal($"actorsync {written}", ShellWords.Of(["actorsync", argument]));
}
