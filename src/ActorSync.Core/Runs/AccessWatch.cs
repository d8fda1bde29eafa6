using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Tells a user whom the client may not touch, which is that user's matter, from a client that may touch nobody, which stops the run.</summary>
/// <remarks>Mutable and confined to the run's coordinator.</remarks>
public sealed class AccessWatch
{
    /// <summary>How many users in a row are refused before the client is to blame, nobody being let in between.</summary>
    public const int MaxInARow = 5;

    private int _inARow;

    /// <summary>Why the run has to stop, or null.</summary>
    public RunStop? Stop { get; private set; }

    /// <summary>The target let the client at a user.</summary>
    public void Admitted() => _inARow = 0;

    /// <summary>The target did not let the client at a user.</summary>
    public void Refused(UserProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);

        if (++_inARow >= MaxInARow)
        {
            Stop ??= new RunStop.PermissionMissing($"{_inARow} users in a row were refused, and nobody was let in between. The last one: {problem.Message}");
        }
    }
}
