namespace ActorSync.Benchmarks.Crashes;

/// <summary>When a process is to be killed: some time after its start, or after something that the target can see.</summary>
/// <param name="After">How long after that.</param>
/// <param name="Phase">The phase with whose beginning the time begins; <see cref="KillPhase.StartUp"/> is the start of the process.</param>
internal sealed record KillAim(TimeSpan After, KillPhase Phase = KillPhase.StartUp);
