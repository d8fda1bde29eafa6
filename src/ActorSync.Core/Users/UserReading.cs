using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>The reads that make a user known, one after the other: a pure machine that says what to send and folds what comes back.</summary>
/// <param name="User">The user as known so far.</param>
/// <param name="Waiting">The reads still to send, the first one being under way.</param>
/// <param name="Began">When the first read was sent: what has been read is that old.</param>
/// <param name="KnownBefore">How many of the two holdings were known when this round of reads began.</param>
public sealed record UserReading(ObservedUser User, ImmutableArray<TargetRequest> Waiting, Instant? Began, int KnownBefore)
{
    /// <summary>How often in a row a read is sent again whose answer is no use or does not know the user; a target says so in passing.</summary>
    public const int MaxMisses = 5;

    /// <summary>How often in a row a read is sent again that the gateway gave up; a mixture of failures outlasts its patience where the target is not gone. One that never answered is not asked again.</summary>
    public const int MaxUnanswered = 2;

    private static readonly Duration FirstWait = Duration.FromMilliseconds(100);

    private int Misses { get; init; }

    private int Unanswered { get; init; }

    /// <summary>Begins to read what is unknown, or everything past every cache.</summary>
    public static UserReading Begin(ITargetDialect dialect, ObservedUser known, bool everything) =>
        new(known, dialect.ReadUser(known, everything), null, everything ? 0 : Known(known));

    /// <summary>The read to send now, or null when all have been answered.</summary>
    public TargetRequest? Next => Waiting.IsEmpty ? null : Waiting[0];

    /// <summary>Takes in the outcome of <see cref="Next"/>.</summary>
    public UserReadingResult Take(ITargetDialect dialect, TargetOutcome outcome)
    {
        switch (outcome)
        {
            case TargetOutcome.Answered { Status: 200 } answered:
                var began = Began ?? answered.SentAt;
                try
                {
                    var user = dialect.Fold(User, Waiting[0], answered.Body, began);
                    return new UserReadingResult.Goes(After(dialect, user, began));
                }
                catch (DialectException exception)
                {
                    return Missed(new UserReadingResult.Unreadable(exception.Message));
                }

            case TargetOutcome.Answered { Status: 404 } answered:
                return Missed(new UserReadingResult.Gone(dialect.DescribeError(answered.Status, answered.Body)));
            case TargetOutcome.Answered { Status: 403 } answered:
                var reason = dialect.DescribeError(answered.Status, answered.Body);
                return TargetError.Read(answered.Body).IsPermissionMissing
                    ? new UserReadingResult.Stopped(new RunStop.PermissionMissing(reason))
                    : new UserReadingResult.Forbidden(reason);
            case TargetOutcome.Answered answered:
                return Missed(new UserReadingResult.Unreadable(dialect.DescribeError(answered.Status, answered.Body)));
            case TargetOutcome.InDoubt doubt:
                return new UserReadingResult.Unreadable(doubt.Reason);
            case TargetOutcome.Unreachable { NeverAnswered: false } when Unanswered < MaxUnanswered:
                return new UserReadingResult.Later(this with { Unanswered = Unanswered + 1 }, FirstWait * (1 << Unanswered));
            default:
                return new UserReadingResult.Stopped(RunStop.From(outcome));
        }
    }

    private UserReadingResult Missed(UserReadingResult last) => Misses == MaxMisses
        ? last
        : new UserReadingResult.Later(this with { Misses = Misses + 1 }, FirstWait * (1 << Misses));

    // What an answer left out is asked for singly, as long as each round makes something known: at most two rounds more.
    private UserReading After(ITargetDialect dialect, ObservedUser user, Instant began)
    {
        var waiting = Waiting.RemoveAt(0);
        return waiting.IsEmpty && !user.IsKnown && Known(user) > KnownBefore
            ? new(user, dialect.ReadUser(user, everything: false), began, Known(user))
            : this with { User = user, Waiting = waiting, Began = began, Misses = 0, Unanswered = 0 };
    }

    private static int Known(ObservedUser user) => (user.Skills is null ? 0 : 1) + (user.Certifications is null ? 0 : 1);
}
