using ActorSync.Core.Audit;

namespace ActorSync.Core.Tests.Audit;

public sealed class PersonMentionsTests
{
    private static readonly PersonMentions Mentions = new(["000103", "zoë@example.com", null, " "]);

    [Theory]
    [InlineData("Employee 000103: the level is unknown.", true)]
    [InlineData("000103", true)]
    [InlineData("Write to ZOË@EXAMPLE.COM.", true)]
    [InlineData("Employee 1000103: the level is unknown.", false)]
    [InlineData("Employee 0001030, and 000103b", false)]
    [InlineData("0001030 or 000103", true)]
    [InlineData("", false)]
    public void A_name_counts_as_a_whole_word(string text, bool names) => Assert.Equal(names, Mentions.AreIn(text));

    [Theory]
    [InlineData("""{"a":[{"m":"of 000103"},{"m":"of 000104"}]}""", """{"a":[{"m":"of 000104"}]}""")]
    [InlineData("""{"a":{"b":["000103","x"]},"c":"000103"}""", """{"a":{"b":["x"]},"c":"(erased)"}""")]
    [InlineData("""{"a":[{"b":[{"m":"000103"}]}]}""", """{"a":[{"b":[]}]}""")]
    [InlineData("""{"m":"zo\u00EB@example.com"}""", """{"m":"(erased)"}""")]
    [InlineData("""{"a":000103}""", null)]
    [InlineData("""{"a":[null,1,"x"]}""", null)]
    public void What_names_the_person_is_taken_out_of_a_json_object_and_nothing_else(string json, string? expected) =>
        Assert.Equal(expected, Mentions.Without(json.Replace(":000103", ":103", StringComparison.Ordinal)));
}
