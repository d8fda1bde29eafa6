using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Reads what is unknown of one user, before anything can be decided; a pure machine around <see cref="UserReading"/>.</summary>
/// <param name="dialect">The target's dialect.</param>
/// <param name="known">The user as known so far.</param>
public sealed class UserLook(ITargetDialect dialect, ObservedUser known) : IUserWork
{
    private UserReading _reading = UserReading.Begin(dialect, known, everything: false);

    /// <inheritdoc/>
    public ObservedUser Current => _reading.User;

    /// <inheritdoc/>
    public UserStep Begin(Instant now) => Next();

    /// <inheritdoc/>
    public UserStep Answered(TargetOutcome outcome, Instant now)
    {
        switch (_reading.Take(dialect, outcome))
        {
            case UserReadingResult.Goes goes:
                _reading = goes.Reading;
                return Next();
            case UserReadingResult.Later later:
                _reading = later.Reading;
                return new UserStep.Wait(later.Wait);
            case UserReadingResult.Gone gone:
                return Ended(UserProblem.ListedAndGone(gone.Reason), null, isGone: true);
            case UserReadingResult.Unreadable unreadable:
                return Ended(UserProblem.Unreadable(unreadable.Reason), null);
            case UserReadingResult.Forbidden forbidden:
                return Ended(UserProblem.Forbidden(forbidden.Reason), null);
            case UserReadingResult.Stopped stopped:
                return Ended(null, stopped.Stop);
            default:
                throw new InvalidOperationException("Unknown result of a read.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: a look records nothing.</exception>
    public UserStep Durable(Instant now) => throw new InvalidOperationException("A look at a user records nothing.");

    /// <inheritdoc/>
    public UserStep Waited() => Next();

    private UserStep Next() => _reading.Next is { } request
        ? new UserStep.Send(request)
        : Ended(Current.IsKnown ? null : UserProblem.NotShown, null);

    private UserStep.Tell Ended(UserProblem? problem, RunStop? stop, bool isGone = false) =>
        new(new UserMessage.UserRead(Current, problem, stop) { IsGone = isGone });
}
