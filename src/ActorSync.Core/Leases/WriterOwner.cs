using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>The process that writes to a target, as others are told of it.</summary>
/// <param name="ProcessId">The process's id on its host.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Command">The command, e.g. <c>run</c>.</param>
/// <param name="Since">Since when it writes.</param>
public sealed record WriterOwner(int ProcessId, string Host, string Command, Instant Since)
{
    /// <summary>The command of the service that takes changes in by itself.</summary>
    public const string Service = "serve";

    /// <summary>Tells this owner from every other, also from one of the same process id; empty where nobody has given one.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>When the process was started, so that another one with the same id is not taken for it; null where that is not known.</summary>
    public Instant? StartedAt { get; init; }

    /// <summary>The id of the state folder whose lock it keeps for as long as it lives; null where it keeps none, so that no lock proves its death.</summary>
    public string? LockId { get; init; }

    /// <summary>Whether its command works on runs: who writes the taxonomy keeps others away as well, and does nothing for a run that was killed.</summary>
    public bool WorksOnRuns => Command is "run" or "apply" or "resume" or "runs abandon";

    /// <summary>In words, as a message goes on: <c>process 123 on host a, `actorsync run`, since …</c>.</summary>
    public override string ToString() =>
        $"process {ProcessId} on host {Host}, `actorsync {Command}`, since {Since}";
}
