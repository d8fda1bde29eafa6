using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class UserProblemTests
{
    private static readonly Operation Give = new Operation.GrantSkill(new("s-1"), new(3), false, OperationCause.Stated);

    public static TheoryData<UserProblem> Problems => new(
        UserProblem.NotShown,
        UserProblem.NotShownForWrite,
        UserProblem.Inactive,
        UserProblem.LeftUndone,
        UserProblem.Moved(Give),
        UserProblem.Refused("the level is too high."),
        UserProblem.Unreadable("503 Service Unavailable"),
        UserProblem.Unseen("403 no such division"),
        UserProblem.Gone("404"),
        UserProblem.ListedAndGone("404"),
        UserProblem.Forbidden("no such division."));

    [Theory]
    [MemberData(nameof(Problems), DisableDiscoveryEnumeration = true)]
    public void Every_problem_of_a_user_ends_with_what_to_do(UserProblem problem)
    {
        string[] remedies = ["run again", "Run again", "check the user", "a new run reads"];

        Assert.Contains(remedies, remedy => problem.Message.Contains(remedy, StringComparison.Ordinal));
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "counts as given by hand")]
    [InlineData(true, "follows its certification, and the next run sets it right")]
    public void A_write_in_doubt_that_carried_gates_alone_counts_as_nobodys(bool isGate, string consequence)
    {
        var carried = new Operation.GrantSkill(new("s-1"), new(3), isGate, OperationCause.Stated);

        Assert.Contains(consequence, UserProblem.LeftUndone.After("reset", [carried]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_was_certainly_not_applied_has_no_consequence() =>
        Assert.EndsWith("Last reason: reset.", UserProblem.LeftUndone.After("reset", []).Message, StringComparison.Ordinal);
}
