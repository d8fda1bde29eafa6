using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Users.Observation;

/// <summary>Turns outcomes that are no answer, and answers that are no success, into failures.</summary>
internal static class FailureReading
{
    /// <summary>The failure, or null where the request was answered by a 2xx.</summary>
    public static ObservationFailure? Of(TargetRequest request, TargetOutcome outcome) => outcome switch
    {
        TargetOutcome.Answered { Status: >= 200 and <= 299 } => null,
        TargetOutcome.Answered answered => Of(request, answered),
        TargetOutcome.InDoubt doubt => new ObservationFailure.Unreachable(doubt.Reason),
        TargetOutcome.Unreachable unreachable => new ObservationFailure.Unreachable(unreachable.Reason) { AtLogin = unreachable.AtLogin },
        TargetOutcome.CredentialsRefused refused => new ObservationFailure.CredentialsRefused(refused.Reason),
        TargetOutcome.NotSent notSent => new ObservationFailure.Interrupted(notSent.Until),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome that nobody knows."),
    };

    private static ObservationFailure Of(TargetRequest request, TargetOutcome.Answered answered)
    {
        var error = TargetError.Read(answered.Body);
        var text = $"{request.Route} was answered by {error.Describe(answered.Status)}";
        return answered.Status switch
        {
            401 => new ObservationFailure.CredentialsRefused(text),
            403 => new ObservationFailure.PermissionMissing(error.PermissionList, text),
            404 => new ObservationFailure.NotThere($"{text}. Do Target:BaseUrl and Target:Dialect name the same target?"),
            _ => new ObservationFailure.Unexpected(text),
        };
    }
}
