using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Audit;

/// <summary>Makes the seal of a run that was closed: the root over all records since the seal before it.</summary>
/// <param name="log">The audit log.</param>
internal sealed class RunSealer(AuditLog log)
{
    /// <summary>The seal; the journal is read from the seal before on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="last">The seal before, or null.</param>
    /// <exception cref="AuditFlawException">The log is not as it was written.</exception>
    public RunSeal Seal(RunRecord run, RunSeal? last)
    {
        var leaves = new List<Digest>();
        var heads = ImmutableArray.CreateBuilder<ChainHead>(Partitioning.Partitions);
        for (var partition = 0; partition < Partitioning.Partitions; partition++)
        {
            var head = last is null ? default : last.Heads[partition];
            foreach (var read in log.Read(partition, head, _ => run.Id))
            {
                leaves.AddRange(read.Records.Select(record => record.Digest));
                head = read.Head;
            }

            heads.Add(head);
        }

        return new(
            run.Id,
            leaves.Count,
            MerkleTree.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(leaves)),
            RunFacts.DigestOf(run),
            heads.MoveToImmutable(),
            last?.Digest ?? default);
    }
}
