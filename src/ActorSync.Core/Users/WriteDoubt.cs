using System.Collections.Immutable;
using ActorSync.Core.Runs;
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
    /// <remarks>Journals and summaries hold it, and what it says decides who owns what was found (<c>docs/adr/0016</c>): other words are a new constant beside it.</remarks>
    public const string AnswerNotRecorded = "it may have been sent: the process ended before an answer was recorded";

    /// <summary>What follows the reason where a process has sent a write, knew why its outcome was in doubt, and stopped before a read settled it.</summary>
    /// <remarks>As <see cref="AnswerNotRecorded"/>.</remarks>
    public const string NotReadBack = "; the process ended before a read settled it";

    private const string AnswerNotRecordedOnce = "the process ended before the answer was recorded";

    /// <summary>Whether a process left it open, so that whoever finds it applied later cannot tell it from what a person gave meanwhile.</summary>
    public bool WasLeftOpen => SaysLeftOpen(Reason);

    /// <summary>Whether it is not even known that it was sent: the process that left it open did not say, and no read found it applied.</summary>
    public bool IsPerhapsUnsent => SaysPerhapsUnsent(Reason) && Result is (DoubtResult.NotApplied or DoubtResult.Unsettled);

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
    public static bool SaysLeftOpen(string reason) => SaysPerhapsUnsent(reason) || reason.EndsWith(NotReadBack, StringComparison.Ordinal);

    /// <summary>Whether a reason, likewise, leaves open whether the write was sent.</summary>
    public static bool SaysPerhapsUnsent(string reason) => reason is AnswerNotRecorded or AnswerNotRecordedOnce;

    /// <summary>Why a write that a process left open is in doubt.</summary>
    /// <param name="known">What that process said of it, or null.</param>
    public static string ReasonOfLeftOpen(IntentDoubt? known) => known is null ? AnswerNotRecorded : known.Reason + NotReadBack;

    /// <summary>A write that a process left open and that nobody has settled.</summary>
    /// <param name="sequence">Its number among the user's writes of the run.</param>
    /// <param name="operations">What it carried.</param>
    /// <param name="known">What that process said of it, or null.</param>
    /// <param name="leftAt">Since when it is in doubt where that process did not say.</param>
    public static WriteDoubt LeftOpen(int sequence, ImmutableArray<Operation> operations, IntentDoubt? known, Instant leftAt) =>
        new(sequence, operations, ReasonOfLeftOpen(known), DoubtResult.Unsettled, known?.Since ?? leftAt);

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
