using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;

namespace ActorSync.Cli.Doctor;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Status">What was found.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Remedy">What to do, or null where nothing is needed.</param>
/// <param name="ExitCode">The exit code that a failed check means.</param>
internal sealed record DoctorCheck(string Name, CheckStatus Status, string Message, string? Remedy, int ExitCode)
{
    /// <summary>All is well.</summary>
    public static DoctorCheck Ok(string name, string message) => new(name, CheckStatus.Ok, message, null, Engine.Runs.ExitCode.Done);

    /// <summary>Something deserves attention.</summary>
    public static DoctorCheck Warning(string name, string message, string? remedy) =>
        new(name, CheckStatus.Warning, message, remedy, Engine.Runs.ExitCode.Done);

    /// <summary>The target cannot be used.</summary>
    public static DoctorCheck Unavailable(string name, string message, string remedy) =>
        new(name, CheckStatus.Failed, message, remedy, Engine.Runs.ExitCode.Unavailable);

    /// <summary>The configuration or the state cannot be used.</summary>
    public static DoctorCheck Unusable(string name, string message, string? remedy) =>
        new(name, CheckStatus.Failed, message, remedy, Engine.Runs.ExitCode.Usage);

    /// <summary>The target's pause stands in the way; nothing is wrong, and nothing is right before it is over.</summary>
    public static DoctorCheck Paused(string name, HeldPause pause) =>
        new(name, CheckStatus.Skipped, $"Not checked: the target asked for a pause until {InstantText.At(pause.Until)}.", null, Engine.Runs.ExitCode.Interrupted);

    /// <summary>An earlier check stands in the way.</summary>
    public static DoctorCheck Skipped(string name, string because) =>
        new(name, CheckStatus.Skipped, $"Not checked: {because}.", null, Engine.Runs.ExitCode.Done);
}
