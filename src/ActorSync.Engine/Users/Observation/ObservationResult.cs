using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Users.Observation;

/// <summary>What reading the target gave: a value, or why there is none. A closed family.</summary>
public abstract record ObservationResult<T>
{
    private ObservationResult()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Value">What was read.</param>
    /// <param name="Findings">What a person should know about it.</param>
    public sealed record Read(T Value, ImmutableArray<Finding> Findings) : ObservationResult<T>;

    /// <summary>It could not be read.</summary>
    public sealed record Failed(ObservationFailure Failure) : ObservationResult<T>;
}
