namespace ActorSync.Sandbox.State;

/// <summary>The state of a user on the target.</summary>
internal enum UserState
{
    Active,
    Inactive,
    Deleted,
}
