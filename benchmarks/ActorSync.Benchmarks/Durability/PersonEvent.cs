using ActorSync.Core.Runs;

namespace ActorSync.Benchmarks.Durability;

/// <summary>An event of one person's actor: an intent or its outcome.</summary>
/// <param name="Entry">What is stored.</param>
internal sealed record PersonEvent(JournalEntry Entry);
