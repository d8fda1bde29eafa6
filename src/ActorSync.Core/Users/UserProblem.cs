using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>Something that kept an operation of one user from being done.</summary>
/// <param name="Rule">The rule's kebab-case name, e.g. <c>write-refused</c>.</param>
/// <param name="Message">What happened and what to do; with <see cref="About"/> it goes on from there.</param>
public sealed record UserProblem(string Rule, string Message)
{
    private const string UnreadableRule = "user-unreadable";
    private const string GoneRule = "user-gone";

    /// <summary>The rule of what undoing a run leaves as it is.</summary>
    public const string UndoLeft = "undo-left";

    /// <summary>The target does not show what has to be known of the user.</summary>
    public static readonly UserProblem NotShown = new(
        UnreadableRule, "The target does not show this user's skills or certifications. Check the client's permissions and divisions, and run again.");

    /// <summary>The target does not show what a write has to carry or to match.</summary>
    public static readonly UserProblem NotShownForWrite = new(
        UnreadableRule,
        "The target does not show what the next write depends on (a version, or the names on the profile). Check that the client's roles let it read users in full, and run again.");

    /// <summary>The user of a run that is to be taken back is gone.</summary>
    public static readonly UserProblem GoneBeforeUndoing = new(
        GoneRule, "The target no longer lists this user, so nothing of the run can be taken back. If it was deleted by mistake, restore it there, and undo the run then.");

    /// <summary>The user was deactivated meanwhile.</summary>
    public static readonly UserProblem Inactive = new(
        "user-inactive",
        "The user was deactivated on the target while the run was under way, and nothing more was written. Activate the user there, or state the person as inactive, and run again.");

    /// <summary>The run was given up.</summary>
    public static readonly UserProblem LeftUndone = new("left-undone", "The run was given up before everything was written. Run again to do the rest.");

    /// <summary>How many people a run that is given up had not come to: nothing else names them.</summary>
    /// <param name="people">How many.</param>
    public static Finding LeftUndoneUnnamed(long people) => new(
        string.Empty,
        0,
        string.Empty,
        LeftUndone.Rule,
        $"{people} {(people == 1 ? "person is" : "people are")} left undone and not named: the run was given up before it had come to {(people == 1 ? "that one" : "them")}. Run again to do the rest.",
        FindingSeverity.Error);

    /// <summary>The operation that the message speaks of, or null where it speaks of the user.</summary>
    public Operation? About { get; init; }

    /// <summary>The target does not let the client at this user, whatever it lets it do to others.</summary>
    public static UserProblem Forbidden(string reason) => new(
        "user-forbidden",
        $"The target does not let this client at this user: {ReasonText.Sentence(reason)} "
        + "Nothing more was done about it; check the user's division (a restored user comes back in the home division), and that the client's roles include it.");

    /// <summary>A read of the user came to nothing.</summary>
    public static UserProblem Unreadable(string reason) => new(
        UnreadableRule, $"The user could not be read: {ReasonText.Sentence(reason)} Run again; if it stays so, look at the user in the target's console.");

    /// <summary>A read that should settle a write in doubt came to nothing, and the run is given up.</summary>
    public static UserProblem Unseen(string reason) => new(
        UnreadableRule,
        $"The user could not be read, so what became of the write is not known: {ReasonText.Sentence(reason)} Let the client read this user; a new run reads the target afresh.");

    /// <summary>The target no longer knows the user.</summary>
    public static UserProblem Gone(string reason) => new(
        GoneRule, $"The target no longer knows this user ({reason}). Nothing was done about it; check the user in the target's console.");

    /// <summary>The target lists the user and does not know it.</summary>
    public static UserProblem ListedAndGone(string reason) => new(
        GoneRule, $"The target lists this user but does not know it ({reason}). Nothing was done about it; check the user in the target's console.");

    /// <summary>The target refused a write.</summary>
    public static UserProblem Refused(string reason) => new(
        "write-refused", $"The target refused the change: {ReasonText.Sentence(reason)} Correct what it names, in the source or on the target, and run again.");

    /// <summary>The value that an operation replaces has moved, and the operation is not made for that reason.</summary>
    public static UserProblem Moved(Operation operation) => new(
        "value-moved", "was skipped: somebody has changed the value since it was decided. Run again, or make a new plan, to decide by what the target shows now.")
    {
        About = operation,
    };

    /// <summary>What would be given has ended by its date since that was decided.</summary>
    public static UserProblem EndedSince(Operation operation) => new(
        "certification-ended",
        "was skipped: the certification has ended by its date since that was decided, and nobody may take calls with it. State a new date in the source if it holds, and run again.")
    {
        About = operation,
    };

    /// <summary>A certification, or its gate, would be given by dates that are no longer what is known.</summary>
    public static UserProblem RestatedSince(Operation operation) => new(
        "value-moved", "was skipped: other dates of a certification of this user are known by now than the plan was made with. Run again, or make a new plan, to decide by them.")
    {
        About = operation,
    };

    /// <summary>A removal that the run itself had made before it was interrupted, or had found to be perhaps a person's, is not made again.</summary>
    public static UserProblem PerhapsGivenBack(Operation operation) => new(
        "value-moved",
        "was skipped: before it was interrupted the run had taken it, or could not tell whether it had, and the target shows it. "
        + "It counts as given by hand, unless the target is some seconds late to show what was taken; take it away in the target's console if nobody wants it.")
    {
        About = operation,
    };

    /// <summary>A removal of which nobody knows whether it had been applied long ago is not made again.</summary>
    public static UserProblem PerhapsGivenSince(Operation operation) => new(
        "write-in-doubt",
        "was not sent again: whether it had been applied when it was first sent is not known, and what is there now may have been given by hand since. "
        + "It counts as that; take it away in the target's console if nobody wants it.")
    {
        About = operation,
    };

    /// <summary>What goes with a certification that is left, since it may have been given by hand.</summary>
    public static UserProblem LeftWithCertification(Operation operation) => new(
        "write-in-doubt", "was not sent: a certification of this user may have been given by hand, and what goes with it is left. Run again to decide by what the target shows now.")
    {
        About = operation,
    };

    /// <summary>The value is no longer what the run wrote, so that undoing the run leaves it.</summary>
    /// <param name="inverse">What would undo it.</param>
    /// <param name="since">Who has changed it, as far as the journal knows; null where the target alone shows that somebody has.</param>
    public static UserProblem NotUndoneMoved(Operation inverse, LaterChange? since) => NotUndone(inverse, since?.By is { } run
        ? $"is not done: run {run} has changed the value since. Take that run back first (`actorsync undo {run}`), or change the value in the target's console if it should go."
        : "is not done: somebody has changed the value since the run wrote it, and what is there now stays. Change it in the target's console if it should go.");

    /// <summary>Nobody knows whether the run wrote the value.</summary>
    public static UserProblem NotUndoneInDoubt(Operation inverse) => NotUndone(
        inverse, "is not done: whether the run had written the value is not known, so what is there may be a person's. Change it in the target's console if it should go.");

    /// <summary>The name is no longer declared and managed.</summary>
    public static UserProblem NotUndoneUnmanaged(Operation inverse) => NotUndone(
        inverse, "is not done: the configuration no longer declares it as managed, or the target no longer has it. Declare it, or change it in the target's console.");

    /// <summary>The certification has ended by another statement than the run's.</summary>
    public static UserProblem NotUndoneEnded(Operation inverse) => NotUndone(
        inverse, "is not done: the certification has ended meanwhile, by its date or by what a later run was told, and nobody may take calls with it. State it in the source if it holds.");

    /// <summary>A certification and its gating skill are taken back together or not at all.</summary>
    public static UserProblem NotUndoneAlone(Operation inverse) => NotUndone(
        inverse, "is not done: a certification and its gating skill go together, and the other of them is left.");

    /// <summary>A certification that the run gave cannot be taken away on a target that keeps it with its dates.</summary>
    public static UserProblem EndedForUndoing(Operation inverse) => new(
        "undo-ended", "is all that can be done: the run gave it, and this target cannot take a certification away. It stays on the user's list as ended.")
    {
        About = inverse,
    };

    /// <summary>What is taken back was found written after a process had ended before the answer was recorded.</summary>
    public static UserProblem UndoneAsFound(Operation inverse) => new(
        "undo-found",
        "takes back what was found written after a process of the run had ended before the answer was recorded: "
        + "if a person has given just that meanwhile, leave the user out (`actorsync apply --only`).")
    {
        About = inverse,
    };

    private static UserProblem NotUndone(Operation inverse, string why) => new(UndoLeft, why) { About = inverse };

    /// <summary>The same where a write was given up for it.</summary>
    /// <param name="reason">What befell the write last.</param>
    /// <param name="inDoubt">What the write carried, where it may have been applied; otherwise nothing.</param>
    public UserProblem After(string reason, ImmutableArray<Operation> inDoubt)
    {
        var doubt = inDoubt.IsEmpty ? string.Empty
            : inDoubt.All(operation => operation.IsOfGate) ? " Whether the write was applied is not known; what it carried follows its certification, and the next run sets it right."
            : " Whether the write was applied is not known, so what it carried counts as given by hand from now on: "
                + "under Policy:Removal owned it is not removed once the source no longer states it.";
        return this with { Message = $"{Message} Last reason: {ReasonText.Sentence(reason)}{doubt}" };
    }

    /// <summary>The message with the names of skills and certifications.</summary>
    public string InWords(TaxonomyNames names) => About is { } operation ? $"{operation.InWords(names)} {Message}" : names.In(Message);
}
