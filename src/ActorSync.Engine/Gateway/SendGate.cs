using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The gate that one permit leads to: its token's and its route's part of <see cref="SendGates"/>.</summary>
internal readonly struct SendGate(SendGates gates, int lane, string route)
{
    /// <inheritdoc cref="SendGates.TryBegin"/>
    public bool TryBegin(out Moment now, out ShutGate shut) => gates.TryBegin(lane, route, out now, out shut);

    /// <inheritdoc cref="SendGates.TryBegin"/>
    /// <param name="hasWaited">Whether it waited for a connection, which an answer may have set free that nobody has read yet.</param>
    /// <param name="now">When it began.</param>
    /// <param name="shut">What holds it back.</param>
    public bool TryBegin(bool hasWaited, out Moment now, out ShutGate shut)
    {
        var isKnown = !hasWaited || gates.AreAnswersKnown();
        return gates.TryBegin(lane, route, out now, out shut) && isKnown;
    }

    /// <inheritdoc cref="SendGates.AnswerComes"/>
    public void AnswerComes() => gates.AnswerComes();

    /// <inheritdoc cref="SendGates.AnswerIsKnown"/>
    public void AnswerIsKnown() => gates.AnswerIsKnown();

    /// <inheritdoc cref="SendGates.Answered"/>
    public Moment Answered(TimeSpan sentAt) => gates.Answered(lane, route, sentAt);

    /// <inheritdoc cref="SendGates.Shut"/>
    public Moment Shut() => gates.Shut(lane, route);

    /// <inheritdoc cref="SendGates.Throttled"/>
    public LanePause Throttled(RetryAfter retryAfter, NamedLimit? limit, TimeSpan receivedAt) => gates.Throttled(lane, route, retryAfter, limit, receivedAt);
}
