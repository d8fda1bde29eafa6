using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of the run log's actor: stores one group of events after the other, and answers in that order.</summary>
/// <remarks>Events that contradict the run log, which the actor refuses, are a defect of whoever leads the only run: the simulation ends with them.</remarks>
internal sealed class SimulatedRunLog(SimulatedProcess process)
{
    private readonly Queue<ImmutableArray<RunEvent>> _waiting = new();
    private bool _isStoring;

    /// <summary>While it lasts, messages reach it.</summary>
    public Life Life { get; } = new("run log", process.Life);

    private World World => process.World;

    /// <summary>Stores events together.</summary>
    public void Record(ImmutableArray<RunEvent> events)
    {
        _waiting.Enqueue(events);
        StoreNext();
    }

    private void StoreNext()
    {
        if (_isStoring || !_waiting.TryDequeue(out var events))
        {
            return;
        }

        _isStoring = true;
        World.Disk.Write(
            Life,
            () =>
            {
                World.Disk.Append(events);
                World.Log.Write($"run log: {string.Join(", ", events.Select(stored => stored.GetType().Name))}");
            },
            () =>
            {
                _isStoring = false;
                process.Coordinator.Tell(RunInput.Recorded.Instance);
                StoreNext();
            },
            reason =>
            {
                process.Coordinator.Tell(new RunInput.Unrecorded(reason, RunFault.Storage));
                process.Lose(Life, RunPart.RunLog, "the run log stopped unexpectedly");
            });
    }
}
