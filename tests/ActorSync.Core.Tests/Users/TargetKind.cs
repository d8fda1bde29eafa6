namespace ActorSync.Core.Tests.Users;

/// <summary>The two kinds of target that the rules know.</summary>
public enum TargetKind
{
    /// <summary>Certifications have dates on the target.</summary>
    Dated,

    /// <summary>Certifications are bare names, with gating skills.</summary>
    Named,
}
