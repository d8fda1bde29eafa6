using System.Diagnostics.CodeAnalysis;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Lets the people of one phase of a run in while there is room, and knows who is under way and how many are done.</summary>
/// <typeparam name="T">What is let in for a user.</typeparam>
/// <remarks>Mutable and confined to the run's coordinator.</remarks>
public sealed class RunWindow<T>
{
    private readonly IList<T> _everybody;
    private readonly Func<T, UserId> _userOf;
    private readonly int _width;
    private readonly bool _oneGoesAhead;
    private readonly bool _letsGo;
    private readonly Dictionary<UserId, T> _underWay = [];
    private int _next;

    /// <summary>Everybody waits, in the order given.</summary>
    /// <param name="everybody">Whom the phase is about, each user once.</param>
    /// <param name="userOf">The user of each.</param>
    /// <param name="width">How many may be under way at once, at least 1.</param>
    /// <param name="oneGoesAhead">Whether the others wait until the first one is done: what a target refuses to everybody then shows once, instead of a window full.</param>
    /// <param name="letsGo">Whether whoever has been let in is taken out of the list, so that of a million people none is kept for longer than needed.</param>
    public RunWindow(IList<T> everybody, Func<T, UserId> userOf, int width, bool oneGoesAhead = false, bool letsGo = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);

        _everybody = everybody;
        _userOf = userOf;
        _width = width;
        _oneGoesAhead = oneGoesAhead;
        _letsGo = letsGo;
    }

    /// <summary>How many the phase is about.</summary>
    public int Total => _everybody.Count;

    /// <summary>How many are done.</summary>
    public int Done { get; private set; }

    /// <summary>How many are not done, whether they wait, are under way or left without an end.</summary>
    public int Unfinished => Total - Done;

    /// <summary>How many are under way.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Whether nobody is under way.</summary>
    public bool IsIdle => _underWay.Count == 0;

    /// <summary>Lets the next one in, if there is one and room for it.</summary>
    public bool TryEnter([MaybeNullWhen(false)] out T entered)
    {
        var room = _oneGoesAhead && Done == 0 ? 1 : _width;
        if (_next == Total || _underWay.Count >= room)
        {
            entered = default;
            return false;
        }

        entered = _everybody[_next];
        if (_letsGo)
        {
            _everybody[_next] = default!;
        }

        _next++;
        _underWay.Add(_userOf(entered), entered);
        return true;
    }

    /// <summary>Takes out somebody under way; false for whoever is not.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isDone">Whether the phase is done with the user; otherwise a resume comes back to it.</param>
    /// <param name="left">What had been let in.</param>
    public bool TryLeave(UserId user, bool isDone, [MaybeNullWhen(false)] out T left)
    {
        if (!_underWay.Remove(user, out left))
        {
            return false;
        }

        Done += isDone ? 1 : 0;
        return true;
    }
}
