using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>A pause began, or an answer came, while a request waited for its connection; nothing of it was written.</summary>
internal sealed class HeldBackException(ShutGate shut, bool isForAnswers) : HttpRequestException("a pause has begun")
{
    /// <summary>How the gate stood.</summary>
    public ShutGate Shut { get; } = shut;

    /// <summary>Whether it was for an answer alone that nobody had read yet.</summary>
    public bool IsForAnswers { get; } = isForAnswers;
}
