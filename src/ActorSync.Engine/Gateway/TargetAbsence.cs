namespace ActorSync.Engine.Gateway;

/// <summary>Knows the tries that are awaited, and tells a target that is away from one that fails now and then.</summary>
internal sealed class TargetAbsence
{
    /// <summary>So many failures with no answer between them are no coincidence, even where other requests have not failed yet.</summary>
    public const int FailuresThatTell = 5;

    private readonly Dictionary<Delivery, AwaitedTry> _tries = [];
    private int _failuresInARow;

    /// <summary>Notes that a request is tried again.</summary>
    public void Failed(TryAwaited awaited)
    {
        _tries[awaited.Delivery] = awaited.Try;
        _failuresInARow++;
    }

    /// <summary>Notes an answer that shows the target at work, be it a 429.</summary>
    public void Answered() => _failuresInARow = 0;

    /// <summary>Notes that a request has ended.</summary>
    public void Ended(Delivery delivery) => _tries.Remove(delivery);

    /// <summary>The next try at the target, where it is away: nothing but failures came of late, or of any request that is open.</summary>
    /// <remarks>It is that of the request that is given up first, so that its number does not jump from look to look.</remarks>
    /// <param name="open">How many requests are open.</param>
    public AwaitedTry? Next(int open)
    {
        var isAway = _failuresInARow > 0 && (_failuresInARow >= FailuresThatTell || _tries.Count >= open);
        return isAway ? _tries.Values.OrderBy(next => next.Most - next.Number).ThenBy(next => next.At).FirstOrDefault() : null;
    }
}
