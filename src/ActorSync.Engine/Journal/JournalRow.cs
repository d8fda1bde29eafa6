namespace ActorSync.Engine.Journal;

/// <summary>One event as the journal's table has it.</summary>
/// <param name="Position">Its position in its journal, from 1: its sequence number.</param>
/// <param name="Manifest">Its kind and version.</param>
/// <param name="Payload">Its bytes.</param>
internal sealed record JournalRow(long Position, string Manifest, byte[] Payload)
{
    /// <summary>Whether the table marks it as deleted: then no actor recovers it, though it is there.</summary>
    public bool IsDeleted { get; init; }
}
