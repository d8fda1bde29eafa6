namespace ActorSync.Core.Runs;

/// <summary>What failed first in a run that no rule foresees, and what that makes of its ending.</summary>
/// <remarks>Only the end knows whether the run stays open, and with it the remedy. Confined to the run's machine.</remarks>
public sealed class RunFailure
{
    /// <summary>What failed first, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether that was the storage.</summary>
    public bool IsOfStorage { get; private set; }

    /// <summary>What could not be stored in time once the run was to stop, or null: that is no failure, and what it leaves in doubt is settled when the run goes on.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>Notes that something failed; what follows from a storage that was given up at a stop is no failure of its own.</summary>
    public void Note(string reason, RunFault fault)
    {
        if (fault == RunFault.StorageAtStop)
        {
            GivenUp ??= reason;
        }
        else if (fault == RunFault.Storage)
        {
            IsOfStorage |= Reason is null;
        }

        Reason ??= GivenUp is null ? reason : null;
    }

    /// <summary>The ending where the run log knows nothing of it, so that the run is open there.</summary>
    public RunEnding Unrecorded(RunEnding ending, string reason)
    {
        ArgumentNullException.ThrowIfNull(ending);

        return ending.Failure is null && GivenUp is not null ? ending : ending with
        {
            Failure = ending.Failure ?? reason,
            Summary = ending.Summary with { Status = RunStatus.Failed },
            IsOpen = true,
        };
    }

    /// <summary>The same where the run log could not store it.</summary>
    public RunEnding Unstored(RunEnding ending, string reason)
    {
        ArgumentNullException.ThrowIfNull(ending);

        IsOfStorage |= ending.Failure is null;
        return Unrecorded(ending, reason);
    }
}
