using System.Reflection;
using System.Text.RegularExpressions;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class UserProblemWordsTests
{
    /// <summary>Every problem that needs no words of the target.</summary>
    public static TheoryData<string> Fixed() =>
        [.. typeof(UserProblem).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(UserProblem)).Select(field => field.Name)];

    [Theory]
    [MemberData(nameof(Fixed))]
    public void A_problem_has_a_rule_and_says_in_sentences_what_happened_and_what_to_do(string name)
    {
        var problem = (UserProblem)typeof(UserProblem).GetField(name)!.GetValue(null)!;

        Assert.Matches(new Regex("^[a-z]+(-[a-z]+)+$"), problem.Rule);
        Assert.Matches(new Regex(@"^The .{20,}[.] [A-Z].*[.]$"), problem.Message);
    }

    [Theory]
    [InlineData(1, "1 person is left undone and not named: the run was given up before it had come to that one. Run again to do the rest.")]
    [InlineData(2, "2 people are left undone and not named: the run was given up before it had come to them. Run again to do the rest.")]
    public void People_whom_a_run_had_not_come_to_are_counted(long people, string words) => Assert.Equal(
        new(string.Empty, 0, string.Empty, "left-undone", words, Core.Roster.FindingSeverity.Error), UserProblem.LeftUndoneUnnamed(people));

    [Fact]
    public void A_removal_that_was_perhaps_given_back_is_told_with_its_operation()
    {
        Operation taken = new Operation.RevokeSkill(new("billing"), new(3), IsGate: false, OperationCause.Undone);

        Assert.Equal(
            "removing skill billing, held at 3 was skipped: before it was interrupted the run had taken it, or could not tell whether it had, and the target shows it. "
            + "It counts as given by hand, unless the target is some seconds late to show what was taken; take it away in the target's console if nobody wants it.",
            UserProblem.PerhapsGivenBack(taken).InWords(TaxonomyNames.None));
        Assert.Equal("value-moved", UserProblem.PerhapsGivenBack(taken).Rule);
    }
}
