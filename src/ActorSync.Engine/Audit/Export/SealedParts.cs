using ActorSync.Core.Audit;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Which part of each partition's journal belongs to which run: what lies between two seals.</summary>
/// <param name="seals">The seals in order.</param>
/// <param name="history">The runs, read after the journal's ends.</param>
internal sealed class SealedParts(IReadOnlyList<RunSeal> seals, RunHistory history)
{
    // Read once, since it is asked for each record.
    private readonly RunId? _rest = (history.Open ?? history.Unsealed)?.Id;

    /// <summary>The seals in order.</summary>
    public IReadOnlyList<RunSeal> Seals => seals;

    /// <summary>The run under way at a position; null where none was.</summary>
    public RunId? RunAt(int partition, long position) => SealAt(partition, position) is var at && at < seals.Count ? seals[at].Run : _rest;

    /// <summary>The seal that covers a position, by its place in the list; the list's length where none does.</summary>
    public int SealAt(int partition, long position)
    {
        var (low, high) = (0, seals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (seals[middle].Heads[partition].Position < position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The seal that covers a run, by its place in the list: where a run could not be sealed, the next one's does.</summary>
    public int SealOf(RunId run)
    {
        var at = 0;
        while (at < seals.Count && seals[at].Run.CompareTo(run) < 0)
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the part of a seal begins.</summary>
    public ChainHead Before(int seal, int partition) => seal == 0 ? default : seals[seal - 1].Heads[partition];

    /// <summary>Where the part of a seal ends; for the part that none covers yet the largest position.</summary>
    public long EndOf(int seal, int partition) => seal < seals.Count ? seals[seal].Heads[partition].Position : long.MaxValue;
}
