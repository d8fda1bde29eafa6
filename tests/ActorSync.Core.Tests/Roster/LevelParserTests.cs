using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Roster;

public class LevelParserTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("3.0", "3")]
    [InlineData(" 5 ", "5")]
    [InlineData("0", "0")]
    [InlineData("0.0", "0")]
    public void Whole_levels_are_read_on_both_scales(string cell, string level)
    {
        Assert.Equal(level, Read(cell, LevelScale.IntegersOneToFive).Level?.ToString());
        Assert.Equal(level, Read(cell, LevelScale.DecimalsZeroToFive).Level?.ToString());
    }

    [Fact]
    public void A_half_level_is_kept_by_the_decimal_scale_and_rejected_by_the_integer_scale()
    {
        Assert.Equal(new Level(3.5m), Read("3.5", LevelScale.DecimalsZeroToFive).Level);
        Assert.Equal(RosterRule.LevelNotAnInteger, Read("3.5", LevelScale.IntegersOneToFive).Rule);
    }

    [Theory]
    [InlineData("6", RosterRule.LevelOutOfRange)]
    [InlineData("5.01", RosterRule.LevelOutOfRange)]
    [InlineData("-1", RosterRule.LevelOutOfRange)]
    [InlineData("1,000", RosterRule.LevelSeparator)]
    [InlineData("3,0", RosterRule.LevelSeparator)]
    [InlineData("1 000", RosterRule.LevelSeparator)]
    [InlineData("3.", RosterRule.LevelSeparator)]
    [InlineData("three", RosterRule.LevelNotANumber)]
    [InlineData("3e0", RosterRule.LevelNotANumber)]
    [InlineData("٣", RosterRule.LevelNotANumber)]
    [InlineData("{empty}", RosterRule.LevelNotANumber)]
    [InlineData("3.0000000000000000000000000000000001", RosterRule.LevelNotANumber)]
    public void What_is_no_level_is_said_by_its_rule(string cell, string rule) =>
        Assert.Equal(rule, Read(cell, LevelScale.DecimalsZeroToFive).Rule);

    [Fact]
    public void A_decimal_comma_needs_a_declared_culture_and_then_a_point_groups()
    {
        Assert.Equal(new Level(3m), Read("3,0", LevelScale.IntegersOneToFive, ',').Level);
        Assert.Equal(RosterRule.LevelSeparator, Read("3.0", LevelScale.IntegersOneToFive, ',').Rule);
    }

    [Fact]
    public void A_JSON_number_is_read_the_same_under_every_culture()
    {
        var problem = new LevelParser(LevelScale.DecimalsZeroToFive, ',').Parse("3.5", isJsonNumber: true, out var level);

        Assert.Null(problem);
        Assert.Equal(new Level(3.5m), level);
    }

    [Fact]
    public void Every_level_of_the_decimal_scale_is_read_exactly_as_it_is_written() => Prop
        .ForAll(
            Gen.Choose(1, 50_000).Select(thousandths => thousandths / 10_000m).ToArbitrary(),
            value => Read(new Level(value).ToString(), LevelScale.DecimalsZeroToFive).Level == new Level(value))
        .Check(Cases.Usual);

    private static (Level? Level, string? Rule) Read(string cell, LevelScale scale, char separator = '.')
    {
        var problem = new LevelParser(scale, separator).Parse(cell, isJsonNumber: false, out var level);
        return problem is null ? (level, null) : (null, problem.Rule);
    }
}
