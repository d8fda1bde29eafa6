using System.Collections.Immutable;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Users;

/// <summary>How urgent operations are, and so the requests that carry them or that settle what became of them.</summary>
public static class OperationUrgency
{
    /// <summary>The urgency of one operation.</summary>
    /// <remarks>
    /// An <see cref="Operation.EndCertification"/> is due whenever it exists: an expiry that is still to come is a
    /// <see cref="Operation.SetCertification"/>. Taking a gating skill away is what ends a certification for routing.
    /// </remarks>
    public static Urgency Of(Operation operation) => operation switch
    {
        Operation.EndCertification or Operation.RevokeSkill { IsGate: true } => Urgency.Ending,
        Operation.RevokeSkill => Urgency.Removal,
        Operation.RateSkill or Operation.SetCertification { From: not null } => Urgency.LevelChange,
        Operation.GrantSkill or Operation.SetCertification => Urgency.Addition,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Unknown operation."),
    };

    /// <summary>The urgency of the most urgent one; of none, that of an addition.</summary>
    public static Urgency Of(ImmutableArray<Operation> operations)
    {
        var most = Urgency.Addition;
        foreach (var operation in operations)
        {
            var urgency = Of(operation);
            most = urgency < most ? urgency : most;
        }

        return most;
    }
}
