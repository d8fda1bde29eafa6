using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A write whose outcome had not been known, and how it was settled.</summary>
/// <param name="Sequence">Its number among the user's writes of the run.</param>
/// <param name="Operations">What it carried.</param>
/// <param name="Reason">Why its outcome was not known, in words.</param>
/// <param name="Result">How it was settled.</param>
/// <param name="At">When it was settled, or since when it is in doubt where it is unsettled.</param>
public sealed record WriteDoubt(int Sequence, ImmutableArray<Operation> Operations, string Reason, DoubtResult Result, Instant At)
{
    /// <summary>The reason where a process has sent a write, or was about to, and left it open.</summary>
    /// <remarks>Journals and summaries hold it, and what it says decides who owns what was found: other words are a new constant beside it.</remarks>
    public const string AnswerNotRecorded = "it may have been sent: the process ended before an answer was recorded";

    private const string AnswerNotRecordedOnce = "the process ended before the answer was recorded";

    /// <summary>Whether a process left it open, so that nobody recorded that it was sent.</summary>
    public bool WasLeftOpen => SaysLeftOpen(Reason);

    /// <summary>Whether it is not even known that it was sent: it was left open, and no read found it applied.</summary>
    public bool IsPerhapsUnsent => WasLeftOpen && Result is (DoubtResult.NotApplied or DoubtResult.Unsettled);

    /// <summary>
    /// Whether something that it carried counts as given by hand, so that nothing that rests on ownership removes it: nobody knows that it was this write.
    /// Of one that was found applied that is what it gave; of one that stays unknown, what it took away and may still be there as well.
    /// </summary>
    public bool CountsAsGivenByHand => Result switch
    {
        DoubtResult.Unsettled => Operations.Any(operation => !operation.IsOfGate),
        DoubtResult.Applied or DoubtResult.AppliedInPart => WasLeftOpen
            && Operations.Any(operation => !operation.IsOfGate && operation is Operation.GrantSkill or Operation.RateSkill or Operation.SetCertification),
        _ => false,
    };

    /// <summary>Whether a reason, also one that an earlier version wrote, says that a process left the write open.</summary>
    public static bool SaysLeftOpen(string reason) => reason is AnswerNotRecorded or AnswerNotRecordedOnce;

    /// <inheritdoc/>
    public bool Equals(WriteDoubt? other) =>
        other is not null
        && Sequence == other.Sequence
        && Operations.SequenceEqual(other.Operations)
        && Reason == other.Reason
        && Result == other.Result
        && At == other.At;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sequence, Reason, Result, At);
}
