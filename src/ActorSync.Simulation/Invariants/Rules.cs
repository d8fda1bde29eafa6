namespace ActorSync.Simulation.Invariants;

/// <summary>The names of the invariants, as a broken one is told to people and programs.</summary>
public static class Rules
{
    /// <summary>No write leaves without a durable intent.</summary>
    public const string NoIntent = "no-intent";

    /// <summary>At most one request of a user is in flight.</summary>
    public const string TwoInFlight = "two-in-flight";

    /// <summary>An unclear write is settled by a read before the next write of that user.</summary>
    public const string WrittenInDoubt = "written-in-doubt";

    /// <summary>Nothing leaves before the end of a pause that concerns it.</summary>
    public const string SentInPause = "sent-in-pause";

    /// <summary>In no window of a minute more leaves a process with a token than the configured pace, but for what is refused by a 429.</summary>
    public const string SentTooFast = "sent-too-fast";

    /// <summary>Nobody is told of what is not durable.</summary>
    public const string ToldTooEarly = "told-too-early";

    /// <summary>Nobody waits on once sending has stopped.</summary>
    public const string WaitsAfterStop = "waits-after-stop";

    /// <summary>No machine fails.</summary>
    public const string MachineFailed = "machine-failed";

    /// <summary>Nothing unmanaged is touched.</summary>
    public const string UnmanagedTouched = "unmanaged-touched";

    /// <summary>Nothing is taken that a person gave.</summary>
    public const string HandGivenLost = "hand-given-lost";

    /// <summary>Nothing is taken, whoever gave it, for which neither the roster nor a policy gives a reason.</summary>
    public const string LostWithoutReason = "lost-without-reason";

    /// <summary>Rows and people add up.</summary>
    public const string NotConserved = "not-conserved";

    /// <summary>A run that the guard holds, and a plan, write nothing.</summary>
    public const string WrittenThoughHeld = "written-though-held";

    /// <summary>Every run ends.</summary>
    public const string NoEnd = "no-end";

    /// <summary>The end is right.</summary>
    public const string WrongEnd = "wrong-end";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NoIntent, TwoInFlight, WrittenInDoubt, SentInPause, SentTooFast, ToldTooEarly, WaitsAfterStop, MachineFailed,
        UnmanagedTouched, HandGivenLost, LostWithoutReason, NotConserved, WrittenThoughHeld, NoEnd, WrongEnd,
    ];
}
