using System.Collections.Immutable;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Storage;

/// <summary>What is durable: the partitions' journals, the run log, the kept plans and pauses. It outlives every process, and sometimes takes nothing in.</summary>
internal sealed class SimulatedDisk(World world)
{
    // As the engine's own patience with a storage that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly List<JournalBatch>[] _journals = [.. Enumerable.Range(0, world.Story.Partitions).Select(_ => new List<JournalBatch>())];
    private TimeSpan _awayUntil;
    private HeldPauses _pauses = Core.Pacing.HeldPauses.None;

    /// <summary>Whether nothing is taken in until the next process begins, which ends it.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The run log, folded.</summary>
    public RunHistory History { get; private set; } = RunHistory.Empty;

    /// <summary>The plans that runs have kept, by run.</summary>
    public Dictionary<RunId, PlanDocument> Plans { get; } = [];

    /// <summary>The pauses that hold, as far as they are long enough to be kept.</summary>
    public IEnumerable<HeldPause> HeldPauses() => _pauses.At(world.Clock.Now).ByScope.Values;

    /// <summary>Keeps a pause, where it is long enough, as soon as the disk takes it; nobody waits for it, and what the disk refuses is lost.</summary>
    /// <remarks>The engine leaves a pause in a file while its journal refuses it; here there is one disk for both.</remarks>
    public void Hold(Life life, HeldPause pause)
    {
        if (_pauses.Needs(pause, world.Clock.Now))
        {
            Write(life, () => _pauses = _pauses.Evolve(pause), () => { }, reason => world.Log.Write($"the pause of {pause.Scope} is not kept: {reason}"));
        }
    }

    /// <summary>What a partition's journal tells.</summary>
    public PartitionState Recover(int partition)
    {
        var journal = _journals[partition];
        var snapshotAt = world.Random.Below(journal.Count + 1);
        var state = new PartitionState();
        for (var position = 0; position < journal.Count; position++)
        {
            if (position == snapshotAt)
            {
                state = PartitionState.From(state.ToSnapshot());
            }

            state.Evolve(journal[position]);
        }

        return state;
    }

    /// <summary>What a run has done, by user, as whoever takes it back reads it from the journal.</summary>
    public ImmutableArray<UserChanges> ChangesOf(RunId run)
    {
        var planned = Plans.GetValueOrDefault(run)?.Users.ToDictionary(user => user.User);
        return
        [
            .. _journals.SelectMany(journal =>
            {
                var fold = new RunChangesFold(run);
                journal.ForEach(fold.Take);
                return fold.ToChanges();
            }).OrderBy(changes => changes.User).Select(changes => changes with { Planned = planned?.GetValueOrDefault(changes.User) }),
        ];
    }

    /// <summary>Appends to a partition's journal.</summary>
    public void Append(int partition, JournalBatch batch)
    {
        _journals[partition].Add(batch);
        foreach (var entry in batch.Entries)
        {
            world.Watch.Stored(entry);
        }
    }

    /// <summary>Appends to the run log.</summary>
    public void Append(ImmutableArray<RunEvent> events) => History = events.Aggregate(History, (history, next) => history.Evolve(next));

    /// <summary>The disk takes nothing in for a while.</summary>
    public void StayAway(TimeSpan until) => _awayUntil = until;

    /// <summary>Makes something durable, sooner or later, or refuses to.</summary>
    /// <param name="life">Who has it stored, and is told. Where that life ends meanwhile, chance says whether it was stored.</param>
    /// <param name="commit">Stores it.</param>
    /// <param name="stored">Goes on once it is durable.</param>
    /// <param name="refused">Goes on where it never will be.</param>
    public void Write(Life life, Action commit, Action stored, Action<string> refused)
    {
        var (since, writer) = (world.Clock.Elapsed, world.Writer);
        TryWrite(CommitTime());

        void TryWrite(TimeSpan after) => world.Agenda.Add(null, after, () =>
        {
            // What a dead process has handed over may still be stored, but not once another one writes: the fence refuses it.
            if (life.IsOver && (world.Writer != writer || !world.Random.Hits(50)))
            {
                world.Log.Write($"{life.Name}: what it was storing is lost");
                return;
            }

            var isAway = IsBroken || world.Clock.Elapsed < _awayUntil;
            if (isAway && !life.IsOver && world.Clock.Elapsed - since < Patience && !IsBroken)
            {
                TryWrite(_awayUntil - world.Clock.Elapsed + CommitTime());
                return;
            }

            if (isAway)
            {
                world.Log.Write($"{life.Name}: the disk refuses");
                world.Agenda.Add(life, TimeSpan.Zero, () => refused("The disk is full."));
                return;
            }

            commit();
            world.Agenda.Add(life, world.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)), stored);
        });
    }

    private TimeSpan CommitTime() => world.Hits(FaultKind.Delay, 3)
        ? world.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2))
        : world.Random.Between(TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(3));
}
