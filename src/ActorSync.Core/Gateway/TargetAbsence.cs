namespace ActorSync.Core.Gateway;

/// <summary>Knows the tries that are awaited, and tells a target that is away from one that fails now and then.</summary>
internal sealed class TargetAbsence
{
    /// <summary>So many failures with no answer between them are no coincidence, even where other requests have not failed yet.</summary>
    public const int FailuresThatTell = 5;

    private readonly Dictionary<Delivery, AwaitedTry> _tries = [];
    private int _failuresInARow;
    private Delivery? _shown;
    private int _furthest;
    private int _most;

    /// <summary>Notes that a request is tried again.</summary>
    public void Failed(Delivery delivery, AwaitedTry next)
    {
        _tries[delivery] = next;
        _failuresInARow++;
    }

    /// <summary>Notes an answer that shows the target at work, be it a 429.</summary>
    public void Answered() => (_failuresInARow, _shown, _furthest, _most) = (0, null, 0, 0);

    /// <summary>Notes that a request has ended.</summary>
    public void Ended(Delivery delivery) => _tries.Remove(delivery);

    /// <summary>
    /// Looks up the next try at the target where it is away, and keeps whose try that is: nothing but failures came of late, or of any request that is open.
    /// </summary>
    /// <remarks>
    /// It is that of the request that was furthest when the absence was first looked at, and of this one as long as it is open: its number grows
    /// from look to look, and never falls before the target is back, whichever request has to stand in for it. Nor does the most that it can come to:
    /// what the host's circuit keeps back uses up a request's time and not its tries, so that fewer are left than were foretold, and "at most" stays true.
    /// </remarks>
    /// <param name="open">How many requests are open.</param>
    public AwaitedTry? Next(int open)
    {
        var isAway = _failuresInARow > 0 && (_failuresInARow >= FailuresThatTell || _tries.Count >= open);
        if (!isAway || _tries.Count == 0)
        {
            return null;
        }

        if (_shown is null || !_tries.ContainsKey(_shown))
        {
            _shown = _tries.OrderByDescending(each => each.Value.Number).ThenBy(each => each.Value.Most).ThenBy(each => each.Value.At).First().Key;
        }

        var next = _tries[_shown];
        _furthest = Math.Max(_furthest, next.Number);
        _most = Math.Max(_most, _furthest + next.Most - next.Number);
        return next with { Number = _furthest, Most = _most };
    }
}
