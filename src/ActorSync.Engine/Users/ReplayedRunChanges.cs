using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Akka.Actor;

namespace ActorSync.Engine.Users;

/// <summary>Tells what a run did by replaying the partitions' events from the first one on; it stores nothing.</summary>
/// <param name="system">The actor system with the journal.</param>
/// <param name="people">Who the people are that it numbers.</param>
/// <param name="begin">The state with which a partition's journal begins, and where.</param>
internal sealed class ReplayedRunChanges(ActorSystem system, IPersonTable people, Func<PersonDirectory, (PartitionState State, ChainHead Head)> begin) : IRunChanges
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<UserChanges>> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        var changes = new List<UserChanges>();
        foreach (var some in Enumerable.Range(0, Partitioning.Partitions).Chunk(JournalHosting.ConcurrentRecoveries)) // So few states at once are in memory.
        {
            var read = await Task.WhenAll(some.Select(partition => ReplayAsync(partition, run, cancellationToken)));
            changes.AddRange(read.SelectMany(fold => fold.ToChanges()));
        }

        return [.. changes.OrderBy(user => user.User)];
    }

    // What the journal begins with is read before there is an actor, which would stop at a flaw without a word.
    private async Task<RunChangesFold> ReplayAsync(int partition, RunId run, CancellationToken cancellationToken)
    {
        var (known, fold, cutAt) = await Task.Run(() => Begin(partition, run), cancellationToken);
        return await EngineActors.AskAsync<RunChangesFold>(system.ActorOf(Props.Create<PartitionReplay>(known, fold, cutAt)), PartitionReplay.GetChanges.Instance, cancellationToken);
    }

    private (PersonDirectory People, RunChangesFold Fold, long CutAt) Begin(int partition, RunId run)
    {
        var known = PersonDirectory.Load(partition, people);
        var (before, head) = begin(known);
        return (known, new RunChangesFold(run, before), head.Position);
    }
}
