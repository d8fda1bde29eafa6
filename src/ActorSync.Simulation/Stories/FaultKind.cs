namespace ActorSync.Simulation.Stories;

/// <summary>What can go wrong in a simulation.</summary>
[Flags]
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Requests and answers are lost on the way.</summary>
    Lose = 1,

    /// <summary>Requests arrive twice, the second time later.</summary>
    Duplicate = 1 << 1,

    /// <summary>Messages between parts, requests and answers take long, and overtake others.</summary>
    Delay = 1 << 2,

    /// <summary>The target counts requests and answers 429 with a pause.</summary>
    Throttle = 1 << 3,

    /// <summary>The target answers 500, 502, 503 and 504, before or after it has done what was asked, and refuses a write as a clash with 409, 408 or 400.</summary>
    ServerErrors = 1 << 4,

    /// <summary>The process is killed, and started again later.</summary>
    Crash = 1 << 5,

    /// <summary>A part of the process dies: a partition, the gateway or the run log.</summary>
    PartDies = 1 << 6,

    /// <summary>The disk takes nothing in for a while, or for good until the process is started again.</summary>
    Disk = 1 << 7,

    /// <summary>Somebody sets the wall clock.</summary>
    Clock = 1 << 8,

    /// <summary>People change what users hold by hand, also in the middle of a run, and set users inactive.</summary>
    HandEdits = 1 << 9,

    /// <summary>The target shows a write some seconds late.</summary>
    LateReads = 1 << 10,

    /// <summary>Tokens end in the middle of a run, and are refused.</summary>
    Tokens = 1 << 11,

    /// <summary>Somebody stops the run, and goes on with it later, or gives it up.</summary>
    Stops = 1 << 12,

    /// <summary>Everything.</summary>
    All = (1 << 13) - 1,
}
