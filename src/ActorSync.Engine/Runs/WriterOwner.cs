using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>The process that writes to a target, as others are told of it.</summary>
/// <param name="ProcessId">The process's id on its host.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Command">The command, e.g. <c>run</c>.</param>
/// <param name="Since">Since when it holds the lock.</param>
public sealed record WriterOwner(int ProcessId, string Host, string Command, Instant Since)
{
    /// <summary>This process.</summary>
    public static WriterOwner ThisProcess(string command, Instant now) => new(Environment.ProcessId, Environment.MachineName, command, now);

    /// <summary>In words, as a message goes on: <c>process 123 on host a, `actorsync run`, since …</c>.</summary>
    public override string ToString() =>
        $"process {ProcessId} on host {Host}, `actorsync {Command}`, since {Since}";
}
