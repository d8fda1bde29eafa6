using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class DivisionScopeTests
{
    private static readonly ObservedUser User = new(
        new UserId("u1"), "001", null, UserState.Active, 1, "d-1", "Home", null, null, Instant.FromUtc(2026, 3, 1, 12, 0));

    [Theory]
    [InlineData("d-1", true)]
    [InlineData(" Home ", true)]
    [InlineData("home", false)]
    [InlineData("Nowhere", false)]
    public void A_division_is_named_by_its_id_or_by_its_exact_name(string division, bool isIncluded) =>
        Assert.Equal(isIncluded, DivisionScope.Of([division]).Includes(User));

    [Fact]
    public void A_division_that_nobody_is_in_is_told() =>
        Assert.Equal(["Nowhere"], DivisionScope.Of(["Nowhere", "Home", "d-1"]).Unknown([User]));

    [Fact]
    public void Without_divisions_nothing_is_unknown() => Assert.Empty(DivisionScope.All.Unknown([User]));
}
