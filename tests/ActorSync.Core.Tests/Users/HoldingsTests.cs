using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Users;

public sealed class HoldingsTests
{
    private static readonly Gen<(int Id, int Value)[]> Given = Gen.Choose(0, 9).Two().Select(pair => (pair.Item1, pair.Item2)).ArrayOf();

    [Fact]
    public void They_hold_each_id_once_by_order_with_the_value_given_last() => Prop.ForAll(Given.ToArbitrary(), given =>
    {
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, value) in given)
        {
            expected[Id(id).Value] = value;
        }

        var holdings = Holdings<SkillId, int>.From(given.Select(pair => KeyValuePair.Create(Id(pair.Id), pair.Value)));

        Assert.Equal(expected.Select(pair => (pair.Key, pair.Value)), holdings.Select(pair => (pair.Key.Value, pair.Value)));
        Assert.Equal(expected.Count, holdings.Count);
    }).Check(Cases.Usual);

    [Fact]
    public void One_added_replaced_or_taken_away_leaves_the_others_and_the_holdings_before() => Prop.ForAll(Given.ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (given, added) =>
    {
        var (id, value) = (Id(added), 10);
        var before = Holdings<SkillId, int>.From(given.Select(pair => KeyValuePair.Create(Id(pair.Id), pair.Value)));
        var pairs = before.ToList();

        Assert.Equal(Holdings<SkillId, int>.From([.. pairs, KeyValuePair.Create(id, value)]), before.With(id, value));
        Assert.Equal(Holdings<SkillId, int>.From(pairs.Where(pair => pair.Key != id)), before.Without(id));
        Assert.Equal(pairs, before);
    }).Check(Cases.Usual);

    // Not in the order of their numbers, so that what is given in order is not sorted.
    private static SkillId Id(int number) => new($"skill-{(number * 7) % 10}");
}
