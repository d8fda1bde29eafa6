using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>What a partition stores in one journal event: up to <see cref="Limit"/> entries, in order.</summary>
public sealed record JournalBatch(ImmutableArray<JournalEntry> Entries)
{
    /// <summary>The most entries of one event.</summary>
    public const int Limit = 500;
}
