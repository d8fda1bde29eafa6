namespace ActorSync.Core.Audit;

/// <summary>The last link of a hash chain: each link names the digest of the one before it, so whoever changes, drops or moves one breaks the next.</summary>
/// <param name="Position">The link's position in its journal, from 1; 0 where there is none yet.</param>
/// <param name="Digest">The digest of the whole link.</param>
public readonly record struct ChainHead(long Position, Digest Digest)
{
    /// <summary>Whether a link follows this one.</summary>
    /// <param name="position">The link's position.</param>
    /// <param name="previous">The digest that it names as the one before it.</param>
    public bool IsFollowedBy(long position, Digest previous) => position == Position + 1 && previous == Digest;
}
