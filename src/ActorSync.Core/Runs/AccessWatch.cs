using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Tells users whom the client may not touch, which is their own matter, from a client that may touch nobody, which stops the run.</summary>
/// <remarks>
/// One for reads and one for writes, since either may be allowed without the other. The users of another division often stand together, so
/// that a row of them says little once the target has let the client at somebody. Mutable and confined to the run's coordinator.
/// </remarks>
public sealed class AccessWatch
{
    /// <summary>How many users in a row are refused before the client is to blame, where nobody was let in so far.</summary>
    public const int MostAtFirst = 5;

    /// <summary>The same once somebody was let in: rights that were taken away meanwhile.</summary>
    public const int MostInARow = 200;

    private int _inARow;
    private bool _hasAdmitted;

    /// <summary>Why the run has to stop, or null.</summary>
    public RunStop? Stop { get; private set; }

    /// <summary>The target let the client at a user.</summary>
    public void Admitted() => (_inARow, _hasAdmitted) = (0, true);

    /// <summary>The target did not let the client at a user.</summary>
    /// <param name="reason">What it said of the last one.</param>
    public void Refused(string reason)
    {
        if (++_inARow >= (_hasAdmitted ? MostInARow : MostAtFirst))
        {
            Stop ??= new RunStop.PermissionMissing(
                $"the target refused {_inARow} users in a row and named none ({reason.TrimEnd('.', ' ')}); they count as failed in this run, and a new run does them.");
        }
    }
}
