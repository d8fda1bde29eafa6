using ActorSync.Core.Dialects;

namespace ActorSync.Core.Gateway;

/// <summary>What is to be done next about a request that is carried. A closed family.</summary>
public abstract record CarriageStep
{
    private CarriageStep()
    {
    }

    /// <summary>Whether the attempt that led to it says something of the host; one that never began says nothing to its circuit.</summary>
    public bool SaysSomethingOfHost => this is not (AnotherPermit { WasSent: false } or Ended { Outcome: TargetOutcome.TooLate });

    /// <summary>The failure that the host's circuit counts; null where the host works.</summary>
    public HostFailure? Failure => this switch
    {
        TryAgain again => again.Cause,
        GivenUp given => given.Cause,
        Ended { Outcome: TargetOutcome.InDoubt doubt } => new HostFailure(TransientKind.Broken, doubt.Reason),
        _ => null,
    };

    /// <summary>Send, with the permit that was taken.</summary>
    public sealed record Send : CarriageStep
    {
        /// <summary>The only instance.</summary>
        public static Send Instance { get; } = new();
    }

    /// <summary>Ask for another permit at once: a pause, a 429 or a refused token has thrown the request back.</summary>
    /// <param name="WasSent">Whether an attempt was made.</param>
    public sealed record AnotherPermit(bool WasSent) : CarriageStep
    {
        /// <summary>After an attempt.</summary>
        public static AnotherPermit Sent { get; } = new(WasSent: true);

        /// <summary>After none.</summary>
        public static AnotherPermit NotSent { get; } = new(WasSent: false);
    }

    /// <summary>Wait, and then ask for another permit, without asking anybody: a read failed in passing, or nothing left.</summary>
    /// <param name="Wait">How long to wait.</param>
    /// <param name="Next">The next attempt as a person is told of it.</param>
    /// <param name="Cause">What happened.</param>
    public sealed record TryAgain(TimeSpan Wait, AwaitedTry Next, HostFailure Cause) : CarriageStep;

    /// <summary>Nothing more: it has failed often or long enough.</summary>
    /// <param name="Outcome">How the request ends, unless everything ends.</param>
    /// <param name="Cause">What happened last.</param>
    public sealed record GivenUp(TargetOutcome.Unreachable Outcome, HostFailure Cause) : CarriageStep;

    /// <summary>Nothing more: the request has ended.</summary>
    /// <param name="Outcome">How.</param>
    public sealed record Ended(TargetOutcome Outcome) : CarriageStep;
}
