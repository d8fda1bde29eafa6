using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>What failed first in a run that no rule foresees, and how that is told with its ending.</summary>
/// <remarks>Only the end knows whether the run stays open, and with it the remedy. Confined to the run's coordinator.</remarks>
/// <param name="stateFolder">The full path of the target's state, to be named where it cannot take in more.</param>
internal sealed class RunFailure(string stateFolder)
{
    private bool _isOfStorage;

    /// <summary>What failed first, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Notes that something failed.</summary>
    public void Note(string reason) => Reason ??= reason;

    /// <summary>Notes that something could not be stored.</summary>
    public void NoteUnstored(string reason)
    {
        _isOfStorage |= Reason is null;
        Note(reason);
    }

    /// <summary>The ending where the run log knows nothing of it, so that the run is open there.</summary>
    public static RunEnding Unrecorded(RunEnding ending, string reason) => ending with
    {
        Failure = ending.Failure ?? reason,
        Summary = ending.Summary with { Status = RunStatus.Failed },
        IsOpen = true,
    };

    /// <summary>The same where the run log could not store it.</summary>
    public RunEnding Unstored(RunEnding ending, string reason)
    {
        _isOfStorage |= ending.Failure is null;
        return Unrecorded(ending, reason);
    }

    /// <summary>The ending as a person is told it: with the remedy where something could not be stored.</summary>
    public RunEnding Told(RunEnding ending) =>
        _isOfStorage && ending.Failure is { } reason ? ending with { Failure = StorageFault.Describe(reason, ending, stateFolder) } : ending;
}
