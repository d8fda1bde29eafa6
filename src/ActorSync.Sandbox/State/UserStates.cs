namespace ActorSync.Sandbox.State;

/// <summary>A choice of user states, as a listing makes it.</summary>
[Flags]
internal enum UserStates
{
    None = 0,
    Active = 1,
    Inactive = 2,
    Deleted = 4,
}
