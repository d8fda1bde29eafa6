using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The gate that one permit leads to: its token's and its route's part of <see cref="SendGates"/>.</summary>
internal readonly struct SendGate(SendGates gates, int lane, string route)
{
    /// <inheritdoc cref="SendGates.TryBegin"/>
    public bool TryBegin(out Moment now, out ShutGate shut) => gates.TryBegin(lane, route, out now, out shut);

    /// <inheritdoc cref="SendGates.LookAtAnswers"/>
    public bool LookAtAnswers() => gates.LookAtAnswers();

    /// <inheritdoc cref="SendGates.AnswerComes"/>
    public void AnswerComes(Departure departure) => gates.AnswerComes(departure);

    /// <inheritdoc cref="SendGates.AnswerSeen"/>
    public void AnswerSeen(Departure departure) => gates.AnswerSeen(departure);

    /// <inheritdoc cref="SendGates.Answered"/>
    public Moment Answered(TimeSpan sentAt) => gates.Answered(lane, route, sentAt);

    /// <inheritdoc cref="SendGates.Shut"/>
    public Moment Shut() => gates.Shut(lane, route);

    /// <inheritdoc cref="SendGates.Throttled"/>
    public LanePause Throttled(RetryAfter retryAfter, NamedLimit? limit, TimeSpan receivedAt) => gates.Throttled(lane, route, retryAfter, limit, receivedAt);
}
