using ActorSync.Simulation.Target;

namespace ActorSync.Simulation.Network;

/// <summary>What comes of one attempt on the simulated network. A closed family.</summary>
internal abstract record Reception
{
    private Reception()
    {
    }

    /// <summary>A whole answer came.</summary>
    public sealed record Answer(TargetAnswer Given) : Reception;

    /// <summary>The request may have arrived, and no whole answer came.</summary>
    public sealed record Broken(string Reason) : Reception;

    /// <summary>No connection was made.</summary>
    public sealed record NotConnected(string Reason) : Reception;
}
