using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>What a person is told when the journal or the state folder cannot take in more: a full disk, above all.</summary>
internal static class StorageFault
{
    // ENOSPC, EFBIG and EDQUOT of Linux, EDQUOT of macOS, and Windows' two codes for a full disk.
    private static readonly int[] Full = [28, 27, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>A run has met it.</summary>
    /// <param name="reason">What the storage said.</param>
    /// <param name="ending">How the run ended by it.</param>
    /// <param name="folder">The full path of the target's state.</param>
    public static string Describe(string reason, RunEnding ending, string folder)
    {
        var goesOn = ending.IsOpen
            ? $"`actorsync resume {ending.Summary.Run}` goes on with the run."
            : "run again: nothing was written to the target.";
        var inDoubt = ending.IsOpen ? $"What was under way is not among the figures; `actorsync runs {ending.Summary.Run}` tells what of it is in doubt. " : string.Empty;
        return $"What happened could not be stored in {folder}: {ReasonText.Sentence(reason)} Nothing was acknowledged that is not durable, and nothing more was sent. "
            + $"{inDoubt}Free space there, or see to the journal's disk or database, then {goesOn}";
    }

    /// <summary>A run that was to stop has met it, and has not waited for its end.</summary>
    /// <param name="reason">What the storage said.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">The full path of the target's state.</param>
    public static string DescribeGivenUp(string reason, RunId run, string folder) =>
        $"The run was stopped while nothing could be stored in {folder}: {ReasonText.Sentence(reason)} Nothing was acknowledged that is not durable. "
        + $"Once the storage is back, `actorsync runs {run}` tells what is in doubt, and the run settles it by reads when it goes on.";

    /// <summary>A command has met it before its run began.</summary>
    /// <param name="cause">What the storage said.</param>
    /// <param name="folder">The full path of the target's state.</param>
    public static string Describe(Exception cause, string folder) =>
        $"The run could not be stored in {folder}: {ReasonText.Sentence(cause.Message)} Nothing was written to the target. "
        + "Free space there, or see to the journal's disk or database, then try again; should the run be open by then, `actorsync resume` goes on with it.";

    /// <summary>Whether a file could not take in more because its disk, its quota or its limit was used up.</summary>
    public static bool IsFull(IOException cause) => Full.Contains(cause.HResult);
}
