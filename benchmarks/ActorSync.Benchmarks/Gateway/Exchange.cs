using System.Collections.Immutable;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Gateway;

/// <summary>One request as both sides saw it, joined by its id.</summary>
/// <param name="Sent">The client's side.</param>
/// <param name="Received">The target's side.</param>
internal sealed record Exchange(Attempt Sent, TargetRequest Received)
{
    /// <summary>Whether both sides tell one story: the same answer, and each instant of the client on its side of the target's.</summary>
    public bool Agrees =>
        Sent.Status == Received.Status && Sent.SentAt <= Received.ReceivedAt && Received.AnsweredAt is { } answered && answered <= Sent.AnsweredAt;

    /// <summary>The end of the pause that a 429 asks for: counted from its receipt, as long as the target said.</summary>
    public DateTimeOffset PauseEnd => Sent.AnsweredAt + Received.RetryAfter!.Value;

    /// <summary>Joins the two logs; what only one of them has is left out.</summary>
    public static ImmutableArray<Exchange> Join(ImmutableArray<Attempt> attempts, ImmutableArray<TargetRequest> requests)
    {
        var byId = requests.Where(request => request.RequestId is not null).ToLookup(request => request.RequestId!, StringComparer.Ordinal);
        return [.. attempts.Where(attempt => byId[attempt.RequestId].Count() == 1).Select(attempt => new Exchange(attempt, byId[attempt.RequestId].Single()))];
    }
}
