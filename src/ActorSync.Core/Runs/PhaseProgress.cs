using ActorSync.Core.Runs;

namespace ActorSync.Core.Runs;

/// <summary>How far one phase of a run has come.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Done">People decided, or users converged.</param>
/// <param name="Total">Out of how many; 0 when not known yet.</param>
public sealed record PhaseProgress(RunPhase Phase, long Done, long Total)
{
    /// <summary>How far a run has come by its account.</summary>
    internal static PhaseProgress Of(RunAccount account, RunPhase phase, long done, long total, long underWay) => new(phase, done, total)
    {
        UnderWay = underWay,
        Foreseen = account.Foreseen,
        LeftOpen = account.LeftOpen,
        SettlesAhead = account.SettlesAhead,
        SettlesOnly = account.SettlesOnly,
    };

    /// <summary>How many people are under way in it; those left over wait to be let in.</summary>
    public long UnderWay { get; init; }

    /// <summary>Writes that an earlier process of the run left open and that are still to be settled.</summary>
    public long LeftOpen { get; init; }

    /// <summary>Whether the one user who goes ahead of all others is one of theirs.</summary>
    public bool SettlesAhead { get; init; }

    /// <summary>Whether the run is given up: it settles what is in doubt and writes nothing.</summary>
    public bool SettlesOnly { get; init; }

    /// <summary>What is to come, see <see cref="RunFigures.Foreseen"/>; null until everybody is decided.</summary>
    public RequestForecast? Foreseen { get; init; }
}
