using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>Carries the reason for which the target could not be read out of a chain of reads.</summary>
internal sealed class ObservationStoppedException(RunStop stop) : Exception
{
    /// <summary>Why.</summary>
    public RunStop Stop { get; } = stop;
}
