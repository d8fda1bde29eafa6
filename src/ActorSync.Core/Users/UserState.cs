namespace ActorSync.Core.Users;

/// <summary>A user's state on the target.</summary>
public enum UserState
{
    /// <summary>May be written.</summary>
    Active,

    /// <summary>Is not written: held where it would change.</summary>
    Inactive,

    /// <summary>Deleted on the target, or known to the ledger and no longer listed: held.</summary>
    Deleted,
}
