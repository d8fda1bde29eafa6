namespace ActorSync.Core.Gateway;

/// <summary>What a process has seen of its target so far; all requests that it carries there share it.</summary>
/// <remarks>Mutable and single threaded: who carries on several threads decides under one lock.</remarks>
public sealed class TargetExperience
{
    /// <summary>Whether the target has ever given a good answer: until then a failure points to a wrong address.</summary>
    public bool HasAnswered { get; internal set; }

    /// <summary>Whether it has ever accepted a token.</summary>
    public bool HasAccepted { get; internal set; }

    /// <summary>The failures that followed one another, whoever asked.</summary>
    internal FailureRow Row { get; } = new();
}
