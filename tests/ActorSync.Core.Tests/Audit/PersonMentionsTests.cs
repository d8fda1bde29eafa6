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
    [InlineData("Employee 11: rating skill Billing 2 → 3", true)]
    [InlineData("The people '7', '11' all lead to user u.", true)]
    [InlineData("They are: 11 skill Billing, 12 skill Billing.", true)]
    [InlineData("externalId 11 is taken.", true)]
    [InlineData("Employee 7: rating skill Billing 11 → 3", false)]
    [InlineData("Employee 7: rating skill Billing 3 → 11", false)]
    [InlineData("Employee 7: removing skill Billing, held at 11", false)]
    [InlineData("left at 2026-11-10 10:10:10 UTC", false)]
    [InlineData("left at 2026-10-11 11:10:11 UTC", false)]
    [InlineData("Employee 7: level 11.5 is no level, look at line 11.", false)]
    [InlineData("allows 11 % of all", false)]
    public void A_number_is_a_name_unless_it_plainly_is_a_figure(string text, bool names) => Assert.Equal(names, new PersonMentions(["11"]).AreIn(text));

    [Fact]
    public void A_name_that_has_letters_beside_digits_is_no_figure() => Assert.True(new PersonMentions(["11b"]).AreIn("removing skill Billing, held at 11b"));

    [Theory]
    [InlineData("ZOË@example.com", true)]
    [InlineData("000103 b", false)]
    public void An_id_is_the_person_s_only_as_a_whole(string id, bool isOwn) => Assert.Equal(isOwn, Mentions.Are(id));
}
