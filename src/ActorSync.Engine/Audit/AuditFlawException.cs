namespace ActorSync.Engine.Audit;

/// <summary>The audit log is not as it was written.</summary>
public sealed class AuditFlawException : Exception
{
    /// <summary>Says where and how.</summary>
    public AuditFlawException(AuditFlaw flaw)
        : base(flaw?.ToString()) => Flaw = flaw!;

    /// <summary>Where and how.</summary>
    public AuditFlaw Flaw { get; }
}
