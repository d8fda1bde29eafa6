using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class FaultRuleTests
{
    [Fact]
    public void A_fault_is_read_with_all_its_settings()
    {
        var rule = FaultRule.TryParse("server-error: status=502, route=PATCH, probability=0.25, skip=2, times=3, applied=true", out var problem);

        Assert.Null(problem);
        Assert.Equal(
            new FaultRule(FaultKind.ServerError) { Status = 502, Route = "PATCH", Probability = 0.25, Skip = 2, Times = 3, Applied = true },
            rule);
    }

    [Fact]
    public void Every_fault_is_read_by_its_name()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            Assert.Equal(new FaultRule(kind), FaultRule.TryParse(FaultRule.NameOf(kind), out _));
        }

        Assert.Equal("read-after-write-lag", FaultRule.NameOf(FaultKind.ReadAfterWriteLag));
    }

    [Theory]
    [InlineData("stall:route=PATCH /api/v2/users/{id}/skills", true)]
    [InlineData("stall:route=/users/{userId}", true)]
    [InlineData("stall:route=PATCH", true)]
    [InlineData("stall:route=/users/{id}/certifications", false)]
    public void A_variable_part_of_its_route_may_have_any_name(string text, bool matches) =>
        Assert.Equal(matches, FaultRule.TryParse(text, out _)!.Matches("PATCH /api/v2/users/{userId}/skills"));

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("meteor")]
    [InlineData("stall:seconds")]
    [InlineData("stall:seconds=-1")]
    [InlineData("stall:probability=0")]
    [InlineData("stall:probability=1.5")]
    [InlineData("stall:status=99")]
    [InlineData("stall:colour=red")]
    public void What_is_no_fault_is_refused_with_a_sentence(string text)
    {
        Assert.Null(FaultRule.TryParse(text, out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probability_strikes_about_its_share_and_the_same_requests_for_the_same_seed()
    {
        var rule = new FaultRule(FaultKind.Stall) { Probability = 0.2 };
        bool[] Strikes(int seed)
        {
            var plan = new FaultPlan(seed, [rule]);
            return [.. Enumerable.Range(0, 10_000).Select(_ => plan.Strike(FaultKind.Stall, "GET /x") is not null)];
        }

        var struck = Strikes(1);

        Assert.InRange(struck.Count(each => each), 1_800, 2_200);
        Assert.Equal(struck, Strikes(1));
        Assert.NotEqual(struck, Strikes(2));
    }

    [Fact]
    public void Skip_and_times_make_a_script()
    {
        var plan = new FaultPlan(0, [new FaultRule(FaultKind.Stall) { Route = "PATCH", Skip = 1, Times = 2 }]);

        var struck = new[] { "PATCH /a", "GET /a", "PATCH /a", "PATCH /b", "PATCH /a" }.Select(route => plan.Strike(FaultKind.Stall, route) is not null);

        Assert.Equal([false, false, true, true, false], struck);
    }
}
