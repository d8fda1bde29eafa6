namespace ActorSync.Core.Users;

/// <summary>What an undoing gives back beside a value: whose it was, and where it stood.</summary>
/// <param name="Owner">The source that owned the value before, or null for nobody.</param>
/// <param name="Names">The profile's names as the undone run found them, or null where they are not known or the target has none.</param>
public sealed record RestoredPlace(SourceName? Owner, ProfileNames? Names);
