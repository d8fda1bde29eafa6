using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Who worked on a run from some instant on.</summary>
/// <param name="Number">The operator's number in the table of people, from 1.</param>
/// <param name="Since">Since when.</param>
public sealed record RunOperator(int Number, Instant Since);
