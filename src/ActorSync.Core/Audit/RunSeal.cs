using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Audit;

/// <summary>Closes the audit log of one run: the root over its records, the ends of all partitions' chains, and the digest of the seal before it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Records">How many records there are since the seal before.</param>
/// <param name="Root">The Merkle root over them, by partition and then in the order of the journal.</param>
/// <param name="Facts">The digest of what the run log has of the run: who did what with which files, and for which reason a guard was overridden.</param>
/// <param name="Heads">The end of each partition's chain, by the partition's number.</param>
/// <param name="Previous">The digest of the seal before; zeros where there is none.</param>
public sealed record RunSeal(RunId Run, long Records, Digest Root, Digest Facts, ImmutableArray<ChainHead> Heads, Digest Previous)
{
    /// <summary>The digest of this seal: what the next one names, and what is worth keeping elsewhere.</summary>
    public Digest Digest
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{Run}\n{Records}\n{Root}\n{Facts}\n{Previous}\n");
            foreach (var head in Heads)
            {
                text.Append(CultureInfo.InvariantCulture, $"{head.Position} {head.Digest}\n");
            }

            return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <inheritdoc/>
    public bool Equals(RunSeal? other) =>
        other is not null
        && Run == other.Run
        && Records == other.Records
        && Root == other.Root
        && Facts == other.Facts
        && Heads.SequenceEqual(other.Heads)
        && Previous == other.Previous;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Run, Records, Root, Previous);
}
