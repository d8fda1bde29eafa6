using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What is done for one user at a time: a pure machine that says what to do next, and is told what came of it.</summary>
public interface IUserWork
{
    /// <summary>The user as known now.</summary>
    ObservedUser Current { get; }

    /// <summary>The first step.</summary>
    UserStep Begin(Instant now);

    /// <summary>The request of the last <see cref="UserStep.Send"/> ended.</summary>
    UserStep Answered(TargetOutcome outcome, Instant now);

    /// <summary>The entries of the last <see cref="UserStep.Record"/> are durable.</summary>
    UserStep Durable(Instant now);

    /// <summary>The wait of the last <see cref="UserStep.Wait"/> is over.</summary>
    UserStep Waited();
}
