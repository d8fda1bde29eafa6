using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of the run log's actor: stores one group of events after the other, and answers in that order.</summary>
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

        if (Refusal(events) is { } refusal)
        {
            process.Coordinator.Tell(new RunInput.Unrecorded(refusal, RunFault.Other));
            StoreNext();
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

    private string? Refusal(ImmutableArray<RunEvent> events)
    {
        try
        {
            _ = events.Aggregate(World.Disk.History, (history, next) => history.Evolve(next));
            return null;
        }
        catch (InvalidOperationException impossible)
        {
            return impossible.Message;
        }
    }
}
