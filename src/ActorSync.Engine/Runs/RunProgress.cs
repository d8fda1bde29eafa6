using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>A picture of a run under way, for a progress display.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="UsersDone">People decided, or users converged, in this phase.</param>
/// <param name="UsersTotal">Out of how many; 0 when not known yet.</param>
/// <param name="Requests">Requests sent so far by this process.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="PausedUntil">When the target's pause ends, or null.</param>
/// <param name="PauseReason">Why it pauses, or null.</param>
public sealed record RunProgress(
    RunPhase Phase,
    long UsersDone,
    long UsersTotal,
    RequestCounts Requests,
    int InFlight,
    Instant? PausedUntil,
    string? PauseReason)
{
    /// <summary>Requests still to send as forecast, or null until everybody is decided.</summary>
    public long? RequestsToCome { get; init; }

    /// <summary>Whether requests are open that have not ended: under way, waiting for their turn, or between two tries.</summary>
    public bool IsAsking { get; init; }

    /// <summary>Requests that wait for another try, or for the next look at a write in doubt, whatever else is sent meanwhile.</summary>
    public long BetweenTries { get; init; }

    /// <summary>The same where nothing else could be sent meanwhile; 0 otherwise.</summary>
    public long AwaitedTries { get; init; }

    /// <summary>The next try at the target, or at its login, where it is away and everything waits for it; null otherwise.</summary>
    public AwaitedTry? WaitsFor { get; init; }

    /// <summary>Why this process may not send now, whatever the target allows; null where it may.</summary>
    public string? WhyNotAllowed { get; init; }

    /// <summary>Writes that an earlier process of the run left open and that are still to be settled.</summary>
    public long LeftOpen { get; init; }

    /// <summary>Whether the one user who goes ahead of all others is one of theirs.</summary>
    public bool SettlesAhead { get; init; }

    /// <summary>Whether the run is given up: it settles what is in doubt and writes nothing.</summary>
    public bool SettlesOnly { get; init; }

    /// <summary>What the gateway may send a minute now, all tokens together; null where it knows no limit.</summary>
    public double? AllowedPerMinute { get; init; }

    /// <summary>Whether nothing can be sent for pauses alone; while one of several tokens is paused, the others go on.</summary>
    public bool IsPausedAsAWhole { get; init; }

    /// <summary>Why and since when nothing can be stored, so that nothing new is sent; null while everything can.</summary>
    public StoragePaused? Storage { get; init; }

    /// <summary>How many pauses hold now; <see cref="PausedUntil"/> is the end of the first.</summary>
    public int Pauses { get; init; }

    /// <summary>How many tokens are in use.</summary>
    public int OpenTokens { get; init; }

    /// <summary>How many tokens may be used; 0 while the gateway has not told.</summary>
    public int Tokens { get; init; }
}
