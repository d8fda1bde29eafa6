using ActorSync.Core.Dialects;

namespace ActorSync.Core.Gateway;

/// <summary>What a <see cref="GatewayMachine"/> has done for it, by whoever runs it.</summary>
/// <remarks>
/// Each member returns at once and does not call the machine back: what follows from it, an answer for one, is told to the machine later, in
/// a call of its own.
/// </remarks>
public interface IGatewayPort
{
    /// <summary>All attempts that have left so far, but those at the token endpoint.</summary>
    long Sent { get; }

    /// <summary>How the right to send stands now. Once it may hold again, or is lost, <see cref="GatewayMachine.Pump"/> is to be called.</summary>
    SendRight Right { get; }

    /// <summary>Has the right sought again that does not hold.</summary>
    void SeekRight();

    /// <summary>Begins to carry a request, with the permit for its first attempt.</summary>
    void Begin(Delivery delivery, Permit permit);

    /// <summary>Answers whoever carries a request and asked for its next permit.</summary>
    void Answer(Delivery delivery, PermitAnswer answer);

    /// <summary>Tells the asker how a request ended that nobody carries: it was never sent.</summary>
    void Complete(Delivery delivery, TargetOutcome outcome);

    /// <summary>Asks for a lane's token: <see cref="GatewayMachine.AwaitToken"/> before each further try, <see cref="GatewayMachine.UseToken"/> at the end.</summary>
    void AskForToken(int lane);

    /// <summary>Has <see cref="GatewayMachine.Pump"/> called after a while, and no more at the time that was set before; null for not at all.</summary>
    void WakeAfter(TimeSpan? wait);

    /// <summary>Tells of a pause that begins or has grown.</summary>
    void Announce(PauseBegan began);

    /// <summary>Tells of a pause that is over.</summary>
    void Announce(PauseEnded ended);

    /// <summary>Tells one who asked for the end that nothing is open any more.</summary>
    void Stopped(object asker);

    /// <summary>A 429 began a pause, of a token or of a limit that all tokens share; for figures alone.</summary>
    void Paused(bool isOfToken)
    {
    }

    /// <summary>How things stand from now on; for figures alone.</summary>
    /// <param name="allowedPerMinute">What may be sent in a minute; null where nothing limits it.</param>
    /// <param name="queued">Requests that wait for a permit.</param>
    /// <param name="inFlight">Permits that are used.</param>
    /// <param name="tokens">Tokens in use.</param>
    void Stands(double? allowedPerMinute, int queued, int inFlight, int tokens)
    {
    }
}
