namespace ActorSync.Core.Pacing;

/// <summary>Where a request stands among those of its urgency.</summary>
public enum SendPlace
{
    /// <summary>Behind those of its source.</summary>
    Fresh,

    /// <summary>Before the fresh ones of its source: it goes on with something begun.</summary>
    GoesOn,

    /// <summary>Before those of all sources: its turn had come, and it was held back by a limit of its own.</summary>
    HadTurn,
}
