namespace ActorSync.Simulation.Processes;

/// <summary>A request that its asker may still take back.</summary>
internal sealed class OpenSend(Action withdraw)
{
    /// <summary>The asker gives up: it is not sent any more if it has not left.</summary>
    public void Withdraw() => withdraw();
}
