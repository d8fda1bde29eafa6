using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Network;
using ActorSync.Simulation.Storage;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation;

/// <summary>Everything around the processes of a simulation: time, chance, the disk, the target, and who watches over it all.</summary>
internal sealed class World
{
    /// <summary>Makes the world of a story.</summary>
    public World(Story story, bool keepsLines)
    {
        Story = story;
        Random = new SeededRandom(story.Seed ^ 0x5851F42D4C957F2DUL);
        Agenda = new Agenda(Clock, Random);
        Log = new EventLog(Clock, keepsLines);
        Disk = new SimulatedDisk(this);
        Target = new SimulatedTarget(story.Dialect, story.Names, Clock, story.MayTakeWhatWasGiven, Checks);
        Network = new SimulatedNetwork(this);
        Earlier = new EarlierRosters(this);
        Watch = new Watch(this);
    }

    /// <summary>What is to happen, as far as it is not chance.</summary>
    public Story Story { get; }

    /// <summary>The time.</summary>
    public SimulatedClock Clock { get; } = new();

    /// <summary>The only source of chance.</summary>
    public SeededRandom Random { get; }

    /// <summary>What is to happen next.</summary>
    public Agenda Agenda { get; }

    /// <summary>What happened.</summary>
    public EventLog Log { get; }

    /// <summary>What outlives processes.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>The contact centre.</summary>
    public SimulatedTarget Target { get; }

    /// <summary>The way there and back.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>How often each rule was looked at.</summary>
    public RuleChecks Checks { get; } = new();

    /// <summary>The rosters so far.</summary>
    public EarlierRosters Earlier { get; }

    /// <summary>Checks the invariants.</summary>
    public Watch Watch { get; }

    /// <summary>Whether nothing goes wrong any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Which process writes, by its number.</summary>
    public int Writer { get; set; }

    /// <summary>The target's dialect.</summary>
    public ITargetDialect Dialect => Story.Dialect;

    /// <summary>Whether a fault may happen now.</summary>
    public bool Has(FaultKind fault) => !IsCalm && Story.Faults.HasFlag(fault);

    /// <summary>Whether a fault happens now, with a probability in per cent.</summary>
    public bool Hits(FaultKind fault, double percent) => Has(fault) && Random.Hits(percent);

    /// <summary>The partition that keeps a user.</summary>
    public int PartitionOf(UserId user) => Partitioning.PartitionOf(user) % Story.Partitions;

    /// <summary>Sends a message from one part of a process to another.</summary>
    public void Hop(Life life, Channel channel, Action what) => Agenda.Add(life, HopTime(), what, channel);

    private TimeSpan HopTime() => Hits(FaultKind.Delay, 5)
        ? Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(400))
        : Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

    /// <summary>How a list of operations stands in the event log.</summary>
    public static string Told(ImmutableArray<Operation> operations) => string.Join(", ", operations.Select(operation => operation.ToString()));
}
