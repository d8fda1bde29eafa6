namespace ActorSync.Benchmarks.Crashes;

/// <summary>How long each phase of the uncrashed run took; instants are drawn from these.</summary>
/// <param name="StartUp">From the start of the process to its first request.</param>
/// <param name="Observing">From there to the last read before the first write.</param>
/// <param name="Deciding">From there to the first write.</param>
/// <param name="Converging">From there to the answer to the last write.</param>
/// <param name="Ending">From there to the end of the process.</param>
internal sealed record PhaseTimes(TimeSpan StartUp, TimeSpan Observing, TimeSpan Deciding, TimeSpan Converging, TimeSpan Ending)
{
    /// <summary>From the start of the process to the first write.</summary>
    public TimeSpan BeforeWrites => StartUp + Observing + Deciding;
}
