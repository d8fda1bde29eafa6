using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>From when to when one process is known to have been at work on a run.</summary>
/// <param name="Since">When it began or went on with the run; no two processes share that instant.</param>
/// <param name="Until">When it was last known to be at work.</param>
public sealed record AtWork(Instant Since, Instant Until);
