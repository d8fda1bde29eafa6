using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>What a partition stores in one journal event: up to <see cref="Limit"/> entries, in order.</summary>
public sealed record JournalBatch(ImmutableArray<JournalEntry> Entries)
{
    /// <summary>The most entries of one event.</summary>
    public const int Limit = 500;

    /// <summary>Packs groups of entries into as few events as their order allows; no group is parted, so that a crash keeps all of it or nothing.</summary>
    /// <param name="groups">Each with no more entries than fit an event.</param>
    public static IEnumerable<ImmutableArray<JournalEntry>> Pack(IEnumerable<ImmutableArray<JournalEntry>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);

        var packed = ImmutableArray.CreateBuilder<JournalEntry>();
        foreach (var group in groups)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(group.Length, Limit, nameof(groups));
            if (packed.Count + group.Length > Limit)
            {
                yield return packed.DrainToImmutable();
            }

            packed.AddRange(group);
        }

        if (packed.Count > 0)
        {
            yield return packed.DrainToImmutable();
        }
    }
}
