using System.Collections.Immutable;
using System.Security.Cryptography;

namespace ActorSync.Core.Audit;

/// <summary>One digest that stands for many in their order, and the proof that one of them is among them.</summary>
/// <remarks>The tree of RFC 6962, section 2.1: leaves and nodes are hashed behind different bytes, so that neither can be taken for the other.</remarks>
public static class MerkleTree
{
    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    /// <summary>The digest of a leaf with this content.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafMark]);
        hash.AppendData(content);
        Span<byte> digest = stackalloc byte[Digest.Size];
        hash.GetHashAndReset(digest);
        return new(digest);
    }

    /// <summary>The root over <paramref name="leaves"/>; of none the digest of nothing.</summary>
    public static Digest Root(ReadOnlySpan<Digest> leaves) => leaves.Length switch
    {
        0 => Digest.Of([]),
        1 => leaves[0],
        var count => Node(Root(leaves[..Split(count)]), Root(leaves[Split(count)..])),
    };

    /// <summary>What proves that a leaf is among the others: the digests beside its way to the root, from the leaf up.</summary>
    /// <param name="leaves">All leaves.</param>
    /// <param name="index">The leaf's place among them, from 0.</param>
    public static ImmutableArray<Digest> Proof(ReadOnlySpan<Digest> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);

        var path = ImmutableArray.CreateBuilder<Digest>();
        Collect(leaves, index, path);
        return path.ToImmutable();
    }

    /// <summary>Whether a proof holds.</summary>
    /// <param name="leaf">The leaf's digest.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="count">How many leaves there are.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="root">The root.</param>
    public static bool Proves(Digest leaf, long index, long count, ImmutableArray<Digest> proof, Digest root)
    {
        if (index < 0 || index >= count)
        {
            return false;
        }

        var (digest, used) = Climb(leaf, index, count, proof.AsSpan());
        return used == proof.Length && digest == root;
    }

    private static (Digest? Digest, int Used) Climb(Digest leaf, long index, long count, ReadOnlySpan<Digest> proof)
    {
        if (count == 1)
        {
            return (leaf, 0);
        }

        var split = Split(count);
        var isLeft = index < split;
        var (below, used) = isLeft ? Climb(leaf, index, split, proof) : Climb(leaf, index - split, count - split, proof);
        if (below is not { } own || used >= proof.Length)
        {
            return (null, used);
        }

        return (isLeft ? Node(own, proof[used]) : Node(proof[used], own), used + 1);
    }

    private static void Collect(ReadOnlySpan<Digest> leaves, int index, ImmutableArray<Digest>.Builder path)
    {
        if (leaves.Length == 1)
        {
            return;
        }

        var split = Split(leaves.Length);
        if (index < split)
        {
            Collect(leaves[..split], index, path);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            Collect(leaves[split..], index - split, path);
            path.Add(Root(leaves[..split]));
        }
    }

    private static int Split(int count) => (int)Split((long)count);

    // The largest power of two below the count.
    private static long Split(long count) => 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)count - 1));

    private static Digest Node(Digest left, Digest right)
    {
        Span<byte> content = stackalloc byte[1 + (2 * Digest.Size)];
        content[0] = NodeMark;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + Digest.Size)..]);
        return Digest.Of(content);
    }
}
