using ActorSync.Engine.Runs;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Cli.Commands;

/// <summary>Turns a target that could not be read into the command's failure.</summary>
internal static class TaxonomyFailure
{
    /// <summary>The failure with the contract's exit code.</summary>
    public static CommandFailure Of(ObservationFailure failure) => failure switch
    {
        ObservationFailure.Unreachable { AtLogin: true } => new CommandFailure(
            ExitCode.Unavailable, "target-unreachable", $"{failure.Reason.TrimEnd('.')}. Check Target:LoginUrl and the network."),
        ObservationFailure.Unreachable => new CommandFailure(ExitCode.Unavailable, "target-unreachable", failure.Reason),
        ObservationFailure.CredentialsRefused => new CommandFailure(ExitCode.Unavailable, "credentials-refused", failure.Reason),
        ObservationFailure.PermissionMissing => new CommandFailure(ExitCode.Unavailable, "permission-missing", failure.Reason),
        ObservationFailure.Interrupted => new CommandFailure(ExitCode.Interrupted, "interrupted", failure.Reason),
        _ => new CommandFailure(ExitCode.Failed, "unexpected", failure.Reason),
    };
}
