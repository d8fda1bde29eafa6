using System.Buffers;
using System.Text.Json;
using ActorSync.Core.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Audit;

/// <summary>One record of the audit log: a change, of whom, in which run, and where it stands in the journal.</summary>
/// <param name="Person">Whose value it is, by pseudonym.</param>
/// <param name="Event">The event that tells of it, by its position in the partition's journal.</param>
/// <param name="Place">Its place among the changes of that event, from 0.</param>
/// <param name="KnownAt">When ActorSync knew of it: when the event was stored.</param>
/// <param name="Run">The run that was under way; null where none was.</param>
/// <param name="Change">What changed.</param>
public sealed record AuditRecord(Pseudonym Person, long Event, int Place, Instant KnownAt, RunId? Run, AuditChange Change)
{
    // In bytes; a longer one is written as well.
    private const int UsualLength = 512;

    /// <summary>The record's digest as a leaf of its run's tree.</summary>
    public Digest Digest => MerkleTree.Leaf(Canonical());

    /// <summary>The bytes that the digest is of: one JSON object in UTF-8, its properties in this order, without spaces.</summary>
    public byte[] Canonical()
    {
        var bytes = new ArrayBufferWriter<byte>(UsualLength);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("person", Person.ToString());
            json.WriteNumber("event", Event);
            json.WriteNumber("place", Place);
            json.WriteString("at", InstantPattern.ExtendedIso.Format(Change.At));
            json.WriteString("knownAt", InstantPattern.ExtendedIso.Format(KnownAt));
            json.WriteString("run", Run?.Value);
            json.WriteString("kind", Change.Kind switch
            {
                ValueKind.Skill => "skill",
                ValueKind.Certification => "certification",
                var unknown => throw new InvalidOperationException($"Unknown kind of value {unknown}."),
            });
            json.WriteString("id", Change.Id);
            json.WriteString("before", Change.Before);
            json.WriteString("after", Change.After);
            json.WriteString("cause", Change.Cause.ToString());
            if (Change.Row is { } row)
            {
                json.WriteNumber("file", row.File);
                json.WriteNumber("line", row.Line);
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
