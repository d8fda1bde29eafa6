namespace ActorSync.Core.Users;

/// <summary>Tells the writes of one user that were foreseen when it was decided from those that do again what an earlier one did not achieve.</summary>
/// <param name="left">How many writes were foreseen.</param>
internal sealed class ForeseenWrites(int left)
{
    private bool _lastWasForeseen;

    /// <summary>How many are still to be sent; what is left at the end was spared.</summary>
    public int Left { get; private set; } = left;

    /// <summary>Counts a write that is sent; true where it is one of those foreseen.</summary>
    /// <param name="neededAfter">How many writes are needed for what this one does not carry.</param>
    public bool Take(int neededAfter)
    {
        _lastWasForeseen = Left > neededAfter;
        Left -= _lastWasForeseen ? 1 : 0;
        return _lastWasForeseen;
    }

    /// <summary>The last one that was taken has not left after all.</summary>
    public void GiveBack() => Left += _lastWasForeseen ? 1 : 0;
}
