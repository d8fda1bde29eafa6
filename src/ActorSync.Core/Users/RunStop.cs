using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Why a whole run has to stop, found by one request. A closed family.</summary>
public abstract record RunStop
{
    private RunStop()
    {
    }

    /// <summary>The target cannot be reached, or cannot be read.</summary>
    public sealed record Unreachable(string Reason) : RunStop
    {
        /// <summary>Whether the token endpoint was asked, and not the API.</summary>
        public bool AtLogin { get; init; }

        /// <summary>Whether there was an answer, which is no use: the reason says what to do, and it is not the network's fault.</summary>
        public bool IsAnswered { get; init; }
    }

    /// <summary>The credentials were refused.</summary>
    public sealed record CredentialsRefused(string Reason) : RunStop;

    /// <summary>A permission is missing.</summary>
    public sealed record PermissionMissing(string Reason) : RunStop;

    /// <summary>The run was asked to stop, or the target asked for a longer pause than allowed.</summary>
    /// <param name="Until">When the target's pause ends; null when a person or the system asked to stop.</param>
    public sealed record Interrupted(Instant? Until) : RunStop;

    /// <summary>The stop that an outcome without an answer means.</summary>
    public static RunStop From(TargetOutcome outcome) => outcome switch
    {
        TargetOutcome.Unreachable unreachable => new Unreachable(unreachable.Reason) { AtLogin = unreachable.AtLogin },
        TargetOutcome.CredentialsRefused refused => new CredentialsRefused(refused.Reason),
        TargetOutcome.NotSent notSent => new Interrupted(notSent.Until),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} does not stop a run."),
    };
}
