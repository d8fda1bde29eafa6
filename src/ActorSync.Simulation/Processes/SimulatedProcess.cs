using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Processes;

/// <summary>One process of the engine, from its start to its end or its death: the machines and what carries their messages.</summary>
internal sealed class SimulatedProcess
{
    /// <summary>How long an attempt may take.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long after a process was at work last one look at what it left open is not enough.</summary>
    public static readonly Duration LateFor = ReadBack.IsLateFor(Duration.FromTimeSpan(AttemptTimeout)) + RequestCounting.MostUncounted;

    /// <summary>Starts a process that leads a run.</summary>
    /// <param name="world">What is around it.</param>
    /// <param name="number">Which process it is.</param>
    /// <param name="job">The run.</param>
    /// <param name="ended">Told how the run ended.</param>
    public SimulatedProcess(World world, int number, RunJob job, Action<RunEnding> ended)
    {
        World = world;
        Life = new Life($"process {number}");
        Run = job.Run;
        world.Writer = number;
        world.Watch.Begins();
        Partitions = [.. Enumerable.Range(0, world.Story.Partitions).Select(partition => new SimulatedPartition(this, partition))];
        RunLog = new SimulatedRunLog(this);
        Gateway = new SimulatedGateway(this);
        Coordinator = new SimulatedCoordinator(this, job, ended);
    }

    /// <summary>What is around it.</summary>
    public World World { get; }

    /// <summary>While it lasts, anything in it does.</summary>
    public Life Life { get; }

    /// <summary>The run that it leads.</summary>
    public RunId Run { get; }

    /// <summary>The partitions by number.</summary>
    public IReadOnlyList<SimulatedPartition> Partitions { get; }

    /// <summary>The run log.</summary>
    public SimulatedRunLog RunLog { get; }

    /// <summary>What sends.</summary>
    public SimulatedGateway Gateway { get; }

    /// <summary>The run's coordinator.</summary>
    public SimulatedCoordinator Coordinator { get; }

    /// <summary>Whether a part of it died, or something could not be stored: only then may a run fail.</summary>
    public bool HasLostSomething { get; set; }

    /// <summary>A part dies, and the coordinator hears of it.</summary>
    public void Lose(Life part, RunPart kind, string reason)
    {
        World.Log.Write($"{part.Name} dies");
        HasLostSomething = true;
        part.End();
        Coordinator.Tell(new RunInput.Missed(kind, reason));
    }
}
