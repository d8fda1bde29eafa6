namespace ActorSync.Core.Users;

/// <summary>How a write was settled whose outcome had not been known.</summary>
public enum DoubtResult
{
    /// <summary>A read showed everything that the write carried.</summary>
    Applied,

    /// <summary>Reads over a while showed nothing of it.</summary>
    NotApplied,

    /// <summary>A read showed some of it.</summary>
    AppliedInPart,

    /// <summary>Given up, or not settled yet: whether it was applied is still not known.</summary>
    Unsettled,
}
