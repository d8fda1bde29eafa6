namespace ActorSync.Simulation.Network;

/// <summary>A token that the simulated target has issued.</summary>
/// <param name="lane">Which of the tokens used side by side it is, from 0.</param>
/// <param name="life">How long the target says that it is good.</param>
internal sealed class SimulatedToken(int lane, TimeSpan life)
{
    /// <summary>How long the target says that it is good.</summary>
    public TimeSpan Life => life;

    /// <summary>Which of the tokens used side by side it is.</summary>
    public int Lane => lane;

    /// <summary>From when on the target refuses it.</summary>
    public TimeSpan EndsAt { get; set; }
}
