using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Cli.Commands;

/// <summary>Turns a target that could not be read into the command's failure.</summary>
internal static class TaxonomyFailure
{
    /// <summary>The failure with the contract's exit code.</summary>
    public static CommandFailure Of(ObservationFailure failure) => failure switch
    {
        ObservationFailure.Unreachable unreachable => Unavailable(StopRule.TargetUnreachable, new RunStop.Unreachable(failure.Reason) { AtLogin = unreachable.AtLogin }),
        ObservationFailure.CredentialsRefused => Unavailable(StopRule.CredentialsRefused, new RunStop.CredentialsRefused(failure.Reason)),
        ObservationFailure.PermissionMissing => Unavailable(StopRule.PermissionMissing, new RunStop.PermissionMissing(failure.Reason)),
        ObservationFailure.Interrupted => new CommandFailure(ExitCode.Interrupted, "interrupted", failure.Reason),
        _ => new CommandFailure(ExitCode.Failed, "unexpected", failure.Reason),
    };

    private static CommandFailure Unavailable(string rule, RunStop stop) => new(ExitCode.Unavailable, rule, RunVerdict.InFull(stop));
}
