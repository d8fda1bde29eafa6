namespace ActorSync.Engine.Audit;

/// <summary>A place at which the audit log is not as it was written.</summary>
/// <param name="Journal">The persistent actor whose journal it is: <c>users-17</c>, <c>runs</c>.</param>
/// <param name="Position">The first event that is bad, by its position there, from 1; 0 where it is no event.</param>
/// <param name="What">What is wrong with it, as a sentence goes on.</param>
public sealed record AuditFlaw(string Journal, long Position, string What)
{
    /// <summary>What an event is that the journal's table marks as deleted: partitions and run log only ever delete rows, and never mark one.</summary>
    internal const string Marked = "it is marked as deleted, so that a command that recovers goes on without it";

    /// <summary>In words: <c>users-17, event 231: its checksum does not match</c>.</summary>
    public override string ToString() => Position == 0 ? $"{Journal}: {What}" : $"{Journal}, event {Position}: {What}";
}
