namespace ActorSync.Core.Pacing;

/// <summary>When a request came into its <see cref="SendOrder{T}"/>, to be kept while it is set aside.</summary>
/// <param name="Number">Grows with each request that comes.</param>
/// <param name="Turn">How many turns had been given by then.</param>
public readonly record struct SendAge(long Number, long Turn);
