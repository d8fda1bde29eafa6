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
    [InlineData("ZOË@example.com", true)]
    [InlineData("000103 b", false)]
    public void An_id_is_the_person_s_only_as_a_whole(string id, bool isOwn) => Assert.Equal(isOwn, Mentions.Are(id));
}
