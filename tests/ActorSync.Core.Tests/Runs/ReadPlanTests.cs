using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public class ReadPlanTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    public void An_empty_list_still_takes_a_request(int holders, int pages)
    {
        Assert.Equal(pages, ReadPlan.Pages(holders, 100));
    }

    [Fact]
    public void Lists_of_holders_are_read_where_that_takes_fewer_requests()
    {
        Assert.Equal(new ReadPlan(ByHolders: true, 5), ReadPlan.Choose([150, 0, 99, 100], peopleInScope: 200, pageSize: 100));
        Assert.Equal(new ReadPlan(ByHolders: false, 3), ReadPlan.Choose([150, 0, 99, 100], peopleInScope: 3, pageSize: 100));
    }

    [Fact]
    public void Where_both_cost_the_same_people_are_read_singly()
    {
        Assert.False(ReadPlan.Choose([10, 10], peopleInScope: 2, pageSize: 100).ByHolders);
    }

    [Fact]
    public void Without_lists_of_holders_people_are_read_singly()
    {
        Assert.Equal(new ReadPlan(ByHolders: false, 9), ReadPlan.Choose([1], peopleInScope: 9, pageSize: null));
    }

    [Fact]
    public void It_never_takes_more_than_either_way() => Prop.ForAll(
        (from holders in Gen.ListOf(Gen.Choose(0, 500)) from people in Gen.Choose(0, 60) select (holders, people)).ToArbitrary(),
        given =>
        {
            var expected = Math.Min(given.holders.Sum(count => Math.Max(1, (int)Math.Ceiling(count / 100.0))), given.people);
            return ReadPlan.Choose(given.holders, given.people, 100).Requests == expected;
        }).QuickCheckThrowOnFailure();
}
