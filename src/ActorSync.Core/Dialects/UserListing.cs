namespace ActorSync.Core.Dialects;

/// <summary>One of the listings that together show every user.</summary>
/// <param name="State">The value of the query's <c>state</c>.</param>
/// <param name="MaxRows">How many rows of it the target serves whatever it promises, or null for all.</param>
public sealed record UserListing(string State, int? MaxRows = null);
