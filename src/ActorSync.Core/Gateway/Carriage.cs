using System.Globalization;
using ActorSync.Core.Dialects;

namespace ActorSync.Core.Gateway;

/// <summary>Decides what becomes of one request from its first permit to its outcome, attempt by attempt.</summary>
/// <remarks>
/// Whoever carries the request does what each <see cref="CarriageStep"/> says, and gives every permit back to the gateway. What 429s, refused
/// tokens and shut gates throw back goes again at once, each time with a permit of its own; reads that failed in passing, and whatever never
/// left, after a wait; a write that may have arrived never. Mutable and single threaded, as is the experience that it shares.
/// </remarks>
/// <param name="delivery">The request.</param>
/// <param name="target">What is known of the target.</param>
/// <param name="rules">How long to keep trying.</param>
/// <param name="startedAt">When it is begun, monotonic.</param>
public sealed class Carriage(Delivery delivery, TargetExperience target, GatewayRules rules, TimeSpan startedAt)
{
    /// <summary>How many tokens may reach the end of their lives under one request before the credentials count as refused.</summary>
    public const int MostExpiredTokens = 50;

    /// <summary>A 401 this shortly before a token's stated end may still mean its end: lives are given in whole seconds.</summary>
    public static readonly TimeSpan ExpirySlack = TimeSpan.FromSeconds(1);

    private RetryState _retries;
    private TimeSpan _waited;
    private TimeSpan? _waitsSince;
    private TimeSpan? _firstRefusedAt;
    private int _refusedTokens;
    private int _expiredTokens;
    private int _freshRefusals;

    /// <summary>The request.</summary>
    public Delivery Delivery { get; } = delivery;

    /// <summary>Notes that the next permit is asked for; how long it takes is not the request's own time.</summary>
    public void WaitsFrom(TimeSpan now) => _waitsSince = now;

    /// <summary>Takes what came of that, or the first permit.</summary>
    /// <param name="answer">The permit, or how the request ends without one.</param>
    /// <param name="isStopping">Whether everything ends: then the permit is given back.</param>
    /// <param name="now">Monotonic.</param>
    /// <returns><see cref="CarriageStep.Send"/> or <see cref="CarriageStep.Ended"/>.</returns>
    public CarriageStep Take(PermitAnswer answer, bool isStopping, TimeSpan now)
    {
        _waited += now - (_waitsSince ?? now);
        _waitsSince = null;
        if (answer.Permit is null)
        {
            return new CarriageStep.Ended(answer.Refusal!);
        }

        return isStopping ? new CarriageStep.Ended(new TargetOutcome.NotSent(Until: null)) : CarriageStep.Send.Instance;
    }

    /// <summary>Takes in how an attempt went.</summary>
    /// <param name="result">How it went.</param>
    /// <param name="permit">The permit that it was made with.</param>
    /// <param name="begunAt">When it was begun, monotonic.</param>
    /// <param name="now">The time.</param>
    public CarriageStep After(AttemptResult result, Permit permit, TimeSpan begunAt, Moment now)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(permit);

        target.HasAnswered |= result.IsAtWork;
        if (result is AttemptResult.Answered { Status: not AnswerStatus.Unauthorized })
        {
            permit.Token.Accept();
            target.HasAccepted = true;
        }

        switch (result)
        {
            case AttemptResult.Answered { Status: AnswerStatus.TooManyRequests }:
                Delivery.Throttled();
                break;
            case AttemptResult.NotBegun:
                return CarriageStep.AnotherPermit.NotSent;
            case AttemptResult.TooLate:
                return new CarriageStep.Ended(TargetOutcome.TooLate.Instance);
        }

        if (result.IsAtWork)
        {
            target.Row.Answered();
        }
        else
        {
            target.Row.Failed(begunAt);
        }

        return result switch
        {
            AttemptResult.Answered { Status: AnswerStatus.TooManyRequests } => CarriageStep.AnotherPermit.Sent,
            AttemptResult.Answered { Status: AnswerStatus.Unauthorized } refused => IsRefusedForGood(permit, refused.SentAt, now.Elapsed)
                ? new CarriageStep.Ended(new TargetOutcome.CredentialsRefused($"the target at {rules.Host} refuses a token that was just issued (401)"))
                : CarriageStep.AnotherPermit.Sent,
            _ => Judge(result, now),
        };
    }

    /// <summary>Takes in that no attempt was made, because the circuit of the host is open; the permit is given back.</summary>
    /// <param name="open">The failure that has opened it.</param>
    /// <param name="now">The time.</param>
    public CarriageStep LeftAlone(HostFailure open, Moment now) => Failed(open, now);

    /// <summary>How the request ended.</summary>
    /// <param name="last">The last step.</param>
    /// <param name="isStopping">Whether everything ends: then what would be tried again, or was given up just now, counts as not sent.</param>
    public TargetOutcome OutcomeOf(CarriageStep last, bool isStopping) => last switch
    {
        CarriageStep.Ended { Outcome: TargetOutcome.NotSent notSent } => WithTries(notSent),
        CarriageStep.Ended ended => ended.Outcome,
        CarriageStep.GivenUp or CarriageStep.TryAgain when isStopping => Stopped(),
        CarriageStep.GivenUp given => given.Outcome,
        _ => throw new InvalidOperationException($"{last?.GetType().Name} is no end."),
    };

    /// <summary>How the request ended that everything's end has met between two attempts: nothing of a write has left that could have been applied.</summary>
    public TargetOutcome Stopped() => WithTries(new TargetOutcome.NotSent(Until: null));

    /// <summary>How the request ended that a fault of the gateway's own has ended.</summary>
    public TargetOutcome Faulted(string reason) =>
        Delivery.Request.IsWrite && Delivery.Attempts > 0 ? new TargetOutcome.InDoubt(reason) : new TargetOutcome.Unreachable(reason);

    private TargetOutcome.NotSent WithTries(TargetOutcome.NotSent notSent) => notSent with { WasTried = Delivery.Attempts > 0 && !Delivery.WasThrottled };

    /// <summary>Whether the token was issued after another one had been refused already. An older one may just have expired, once on each lane.</summary>
    private bool IsRefusedForGood(Permit permit, Moment sentAt, TimeSpan now)
    {
        if (permit.Token.WasAccepted || now >= permit.Token.ExpiresAt - ExpirySlack)
        {
            // A token at the end of its life says nothing about the credentials, however short that life is.
            return ++_expiredTokens > MostExpiredTokens;
        }

        _refusedTokens++;
        if (_firstRefusedAt is { } firstRefusedAt)
        {
            var isForGood = permit.Token.AcquiredAt >= firstRefusedAt || _refusedTokens > rules.Tokens;
            return isForGood && (!target.HasAccepted || ++_freshRefusals > TokenAnswer.MostFreshRefusals);
        }

        _firstRefusedAt = sentAt.Elapsed;
        return false;
    }

    private CarriageStep Judge(AttemptResult result, Moment now)
    {
        var isWrite = Delivery.Request.IsWrite;
        HostFailure? doubt = result switch
        {
            AttemptResult.NotConnected failed => new(TransientKind.NotConnected, failed.Reason),
            AttemptResult.NotTaken refused => new(TransientKind.Broken, refused.Reason),
            AttemptResult.Broken broken => new(TransientKind.Broken, broken.Reason),
            AttemptResult.Unreadable unreadable => new(TransientKind.Failed, unreadable.Reason),
            AttemptResult.Answered { IsReadable: false } =>
                new(TransientKind.Failed, "the answer is not JSON: something between here and the target may have written it"),
            AttemptResult.Answered answered when IsInDoubt(answered.Status, isWrite) => new(
                answered.Status is 502 or 503 or 504 ? TransientKind.Busy : TransientKind.Failed,
                "the target answered " + answered.Status.ToString(CultureInfo.InvariantCulture)),
            _ => null,
        };

        return (result, doubt) switch
        {
            (AttemptResult.Answered answered, null) =>
                new CarriageStep.Ended(new TargetOutcome.Answered(answered.Status, answered.Body, answered.SentAt.Instant)),
            (not (AttemptResult.NotConnected or AttemptResult.NotTaken), { }) when isWrite => new CarriageStep.Ended(new TargetOutcome.InDoubt(doubt.Reason)),
            (_, { }) => Failed(doubt, now),
            _ => throw new InvalidOperationException($"{result.GetType().Name} cannot be judged."),
        };
    }

    private static bool IsInDoubt(int status, bool isWrite) => isWrite ? status >= AnswerStatus.FirstServerError : status is 500 or 502 or 503 or 504;

    /// <summary>Whether and when another attempt follows.</summary>
    private CarriageStep Failed(HostFailure failure, Moment now)
    {
        var spent = now.Elapsed - startedAt - _waited;
        var most = Delivery.Attempts + _retries.MostAfter(failure.Kind, spent, rules.TotalDeadline, target.HasAnswered);
        (_retries, var wait) = _retries.After(failure.Kind, spent, rules.TotalDeadline, target.HasAnswered);
        if (wait is { } given)
        {
            return new CarriageStep.TryAgain(given, new AwaitedTry(failure.Reason, Delivery.Attempts + 1, most, now.At(now.Elapsed + given)), failure);
        }

        // What others have tried tells more where the target has failed all of them.
        var row = target.Row.Read(now.Elapsed);
        var (tries, over) = row.Tries > Delivery.Attempts ? row : (Delivery.Attempts, spent);
        return new CarriageStep.GivenUp(
            new TargetOutcome.Unreachable(GiveUpReason.InWords(rules.Host, failure.Reason, tries, over)) { NeverAnswered = !target.HasAnswered },
            failure);
    }
}
