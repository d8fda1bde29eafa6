using ActorSync.Core.Roster;

namespace ActorSync.Core.Tests.Roster;

public class WordsTests
{
    [Theory]
    [InlineData("active", EmploymentStatus.Active)]
    [InlineData("Active", EmploymentStatus.Active)]
    [InlineData("ON_LEAVE", EmploymentStatus.OnLeave)]
    [InlineData("on-leave", EmploymentStatus.OnLeave)]
    [InlineData(" On  Leave ", EmploymentStatus.OnLeave)]
    [InlineData("inactive", EmploymentStatus.Inactive)]
    [InlineData("Terminated", EmploymentStatus.Terminated)]
    [InlineData("", null)]
    [InlineData("{empty}", null)]
    public void A_status_is_read_whatever_its_case_and_spacing(string cell, EmploymentStatus? status)
    {
        Assert.Null(StatusWords.Parse(cell, out var read));
        Assert.Equal(status, read);
    }

    [Theory]
    [InlineData("terminatd")]
    [InlineData("0")]
    [InlineData("a very long status that no system would ever write into a cell")]
    public void An_unknown_status_is_a_problem(string cell) =>
        Assert.Equal(RosterRule.StatusUnknown, StatusWords.Parse(cell, out _)?.Rule);

    [Fact]
    public void Renewals_are_read_whatever_their_case()
    {
        Assert.Equal(new Renewal.Renew(), Renewals("Renew"));
        Assert.Equal(new Renewal.Lapse(), Renewals("lapse"));
        Assert.Equal(new Renewal.Extend(30), Renewals("extend:30"));
        Assert.Equal(new Renewal.Extend(30), Renewals("EXTEND: 30"));
        Assert.Equal(Renewal.None.Instance, Renewals(" "));
        Assert.Equal(Renewal.None.Instance, Renewals("&&NO_OVERWRITE&&"));
    }

    [Theory]
    [InlineData("extend")]
    [InlineData("extend:")]
    [InlineData("extend:0")]
    [InlineData("extend:-5")]
    [InlineData("extend:1.5")]
    [InlineData("extend:99999999999")]
    [InlineData("yes")]
    public void An_unknown_renewal_is_a_problem(string cell) => Assert.Null(Renewals(cell));

    private static Renewal? Renewals(string cell) => RenewalWords.Parse(cell, out var renewal) is null ? renewal : null;
}
