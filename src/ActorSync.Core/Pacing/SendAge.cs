namespace ActorSync.Core.Pacing;

/// <summary>How old a request is that leaves its <see cref="SendOrder{T}"/> without a permit, to be kept while it is set aside in another.</summary>
/// <param name="Number">Grows with each request that comes.</param>
/// <param name="TurnsWaited">How many turns went to others meanwhile.</param>
public readonly record struct SendAge(long Number, long TurnsWaited);
