using System.Collections.Immutable;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Proves that a record is one of those that a seal covers.</summary>
/// <param name="Seal">The seal, by its place in the list of seals that come with it.</param>
/// <param name="Index">The record's place among the seal's, from 0.</param>
/// <param name="Path">The digests beside its way to the root, from the leaf up.</param>
internal sealed record RecordProof(int Seal, long Index, ImmutableArray<Digest> Path);
