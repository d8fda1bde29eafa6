namespace ActorSync.Core.Pacing;

/// <summary>A look for a raise: some requests beyond the estimate, one after the other until one of them is refused or all were taken.</summary>
public sealed class LimitProbe
{
    private int _left;
    private long? _id;

    /// <summary>Whether a raise is looked for now.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether one of its requests is under way: whatever else was sent now would be refused with it.</summary>
    public bool IsAwaited => _id is not null;

    /// <summary>Whether this request is the one that is under way.</summary>
    public bool Is(long id) => _id == id;

    /// <summary>Begins to look.</summary>
    /// <param name="requests">How many have to be taken for a raise to be found.</param>
    public void Begin(int requests) => (IsOn, _left) = (true, requests);

    /// <summary>Notes a send; while a raise is looked for each one counts, unless one is under way.</summary>
    public void Sent(long id)
    {
        if (IsOn && _id is null)
        {
            _id = id;
            _left--;
        }
    }

    /// <summary>Notes that the target took a request, and says whether a raise is found by it.</summary>
    public bool Accepted(long id)
    {
        if (_id != id)
        {
            return false;
        }

        _id = null;
        if (_left > 0)
        {
            return false;
        }

        IsOn = false;
        return true;
    }

    /// <summary>Notes that a request told nothing: it was not sent, or not answered.</summary>
    public void Lost(long id)
    {
        if (_id == id)
        {
            _id = null;
            _left++;
        }
    }

    /// <summary>Ends the look, and says whether there was one.</summary>
    public bool End()
    {
        var wasOn = IsOn;
        (IsOn, _id) = (false, null);
        return wasOn;
    }
}
