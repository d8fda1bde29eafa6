namespace ActorSync.Core.Pacing;

/// <summary>Whether a request may go now. A closed family.</summary>
public abstract record PermitDecision
{
    private PermitDecision()
    {
    }

    /// <summary>A request may go now, on this lane.</summary>
    public sealed record Granted(int Lane) : PermitDecision;

    /// <summary>Nothing may go before this time; ask again then.</summary>
    /// <param name="At">On the budget's own time line.</param>
    public sealed record WaitUntil(TimeSpan At) : PermitDecision;

    /// <summary>As many requests as allowed are under way; ask again when one has ended.</summary>
    public sealed record Full : PermitDecision
    {
        /// <summary>The only instance.</summary>
        public static Full Instance { get; } = new();
    }

    /// <summary>No lane has a token; ask again when one has been opened.</summary>
    public sealed record NoLaneOpen : PermitDecision
    {
        /// <summary>The only instance.</summary>
        public static NoLaneOpen Instance { get; } = new();
    }
}
