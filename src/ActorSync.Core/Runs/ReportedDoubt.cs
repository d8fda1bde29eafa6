using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>A write in doubt as the run's report tells it.</summary>
/// <param name="Employee">The person's employee id, or the user's id where none is known.</param>
/// <param name="Wrote">What the write carried, in words.</param>
/// <param name="Reason">Why its outcome was not known, with names where they are known.</param>
/// <param name="Result">How it was settled.</param>
/// <param name="At">When it was settled; of an unsettled one, since when it is in doubt.</param>
public sealed record ReportedDoubt(string Employee, string Wrote, string Reason, DoubtResult Result, Instant At)
{
    /// <summary>Whether it is not even known that the write was sent: a process ended before it recorded an answer, and no read found it applied.</summary>
    public bool IsPerhapsUnsent => WriteDoubt.SaysPerhapsUnsent(Reason) && Result is (DoubtResult.Unsettled or DoubtResult.NotApplied);

    /// <summary>See <see cref="WriteDoubt.CountsAsGivenByHand"/>.</summary>
    public bool CountsAsGivenByHand { get; init; }

    /// <summary>Whether that is so although it was found: an earlier process had left it open, and somebody else may have given it.</summary>
    public bool IsPerhapsAnothers => CountsAsGivenByHand && Result is (DoubtResult.Applied or DoubtResult.AppliedInPart);

    /// <summary>Says it of a person.</summary>
    /// <param name="employee">The person's employee id, or the user's id where none is known.</param>
    /// <param name="doubt">The write.</param>
    /// <param name="names">The names of skills and certifications.</param>
    public static ReportedDoubt Of(string employee, WriteDoubt doubt, TaxonomyNames names)
    {
        ArgumentNullException.ThrowIfNull(doubt);

        return new(employee, string.Join(", ", doubt.Operations.Select(operation => operation.InWords(names))), names.In(doubt.Reason), doubt.Result, doubt.At)
        {
            CountsAsGivenByHand = doubt.CountsAsGivenByHand,
        };
    }
}
