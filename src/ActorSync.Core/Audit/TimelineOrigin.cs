namespace ActorSync.Core.Audit;

/// <summary>Who put a value where it is, as far as the journal knows.</summary>
public enum TimelineOrigin
{
    /// <summary>ActorSync wrote it.</summary>
    Written,

    /// <summary>Somebody else changed it: a person in the console, or another program.</summary>
    Elsewhere,

    /// <summary>It was there when ActorSync first looked; nobody knows since when.</summary>
    Found,

    /// <summary>It was there as far back as the journal reaches; who put it there was kept no longer.</summary>
    Earlier,

    /// <summary>ActorSync sent it, or was about to, and never learnt whether it was applied.</summary>
    Perhaps,

    /// <summary>It was seen after a write whose outcome nobody knows: that write or somebody else put it there.</summary>
    Unknown,
}
