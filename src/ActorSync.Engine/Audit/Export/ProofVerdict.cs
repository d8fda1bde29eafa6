using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit.Export;

/// <summary>What came of checking an exported file's proofs.</summary>
/// <param name="Records">How many records have a proof that holds.</param>
/// <param name="Unproven">How many records have none, since their run was not sealed yet.</param>
/// <param name="LastSeal">The digest of the last seal in the file: whoever has kept the same one elsewhere knows that the records were in the log; null where it has none.</param>
/// <param name="Flaw">The first thing that is wrong, as a sentence goes on after the file's name; null where nothing is.</param>
public sealed record ProofVerdict(long Records, long Unproven, Digest? LastSeal, string? Flaw);
