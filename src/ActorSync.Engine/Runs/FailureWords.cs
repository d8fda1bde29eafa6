using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>The words in which a person is told how a run ended by something that no rule foresees.</summary>
internal static class FailureWords
{
    /// <summary>The ending with the remedy where something could not be stored.</summary>
    /// <param name="ending">How the run ended.</param>
    /// <param name="failure">What failed.</param>
    /// <param name="stateFolder">The full path of the target's state, to be named where it cannot take in more.</param>
    public static RunEnding Told(RunEnding ending, RunFailure failure, string stateFolder) => (ending.Failure, failure.GivenUp) switch
    {
        ({ } reason, _) when failure.IsOfStorage => ending with { Failure = StorageFault.Describe(reason, ending, stateFolder) },
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
