using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Serialization;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Writes one person's event as compactly as the journal's own format does: the comparison is about the actors and not about JSON.</summary>
internal sealed class PersonEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly JournalSerializer _format = new(system);

    /// <inheritdoc/>
    public override int Identifier => 7_399;

    /// <inheritdoc/>
    public override string Manifest(object o) => _format.Manifest(BatchOf(o));

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => _format.ToBinary(BatchOf(obj));

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => new PersonEvent(((JournalBatch)_format.FromBinary(bytes, manifest)).Entries.Single());

    private static JournalBatch BatchOf(object obj) => new(ImmutableArray.Create(((PersonEvent)obj).Entry));
}
