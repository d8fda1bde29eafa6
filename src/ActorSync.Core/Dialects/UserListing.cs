namespace ActorSync.Core.Dialects;

/// <summary>One of the listings that together show every user.</summary>
/// <param name="State">The value of the query's <c>state</c>.</param>
public sealed record UserListing(string State);
