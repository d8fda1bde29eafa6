namespace ActorSync.Core.Taxonomy;

/// <summary>The part of a name that a renewal would have to change.</summary>
/// <param name="Text">The part as it stands in the name: <c>Jan2025</c>, <c>v2</c>.</param>
/// <param name="Kind">Whether it is a date or a version.</param>
/// <param name="StaticName">The name without that part, or null when nothing worth a name is left.</param>
public sealed record AgeingPart(string Text, AgeingKind Kind, string? StaticName);
