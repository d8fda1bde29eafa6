using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>What failed first in a run that no rule foresees, and how that is told with its ending.</summary>
/// <remarks>Only the end knows whether the run stays open, and with it the remedy. Confined to the run's coordinator.</remarks>
/// <param name="stateFolder">The full path of the target's state, to be named where it cannot take in more.</param>
internal sealed class RunFailure(string stateFolder)
{
    private bool _isOfStorage;
    private string? _givenUp;

    /// <summary>What failed first, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Notes that something failed; what follows from a storage that was given up at a stop is no failure of its own.</summary>
    public void Note(string reason) => Reason ??= _givenUp is null ? reason : null;

    /// <summary>Notes that something could not be stored in time once the run was to stop: that is no failure, and what it leaves in doubt is settled when the run goes on.</summary>
    public void NoteGivenUp(string reason) => _givenUp ??= reason;

    /// <summary>Notes that something could not be stored.</summary>
    public void NoteUnstored(string reason)
    {
        _isOfStorage |= Reason is null;
        Note(reason);
    }

    /// <summary>The ending where the run log knows nothing of it, so that the run is open there.</summary>
    public RunEnding Unrecorded(RunEnding ending, string reason) => ending.Failure is null && _givenUp is not null ? ending : ending with
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
    public RunEnding Told(RunEnding ending) => (ending.Failure, _givenUp) switch
    {
        ({ } reason, _) when _isOfStorage => ending with { Failure = StorageFault.Describe(reason, ending, stateFolder) },
        (null, { } reason) => GivenUp(ending, StorageFault.DescribeGivenUp(reason, ending.Summary.Run, stateFolder)),
        _ => ending,
    };

    private static RunEnding GivenUp(RunEnding ending, string told)
    {
        var summary = ending.Summary;
        return ending with
        {
            IsOpen = true,
            Summary = summary with
            {
                Status = ending.Stop is null or RunStop.Interrupted ? RunStatus.Interrupted : summary.Status,
                Findings = summary.Findings.Add(new Finding(string.Empty, 0, string.Empty, RunReport.StorageAway, told, FindingSeverity.Error)),
            },
        };
    }
}
