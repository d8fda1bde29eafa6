using System.Diagnostics;
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

    /// <summary>Whether it is another process of this host that still runs; one that was killed is not, and of another host nobody here knows.</summary>
    public bool IsAtWork()
    {
        if (Host != Environment.MachineName || ProcessId == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // That is how the system says that there is none.
        }
    }

    /// <summary>Whether its command works on runs: who writes the taxonomy holds the lock as well, and does nothing for a run that was killed.</summary>
    public bool WorksOnRuns => Command is "run" or "apply" or "resume" or "runs abandon";

    /// <summary>Whether it is at work on a run, see <see cref="IsAtWork"/>.</summary>
    public bool IsAtWorkOnRun() => WorksOnRuns && IsAtWork();

    /// <summary>In words, as a message goes on: <c>process 123 on host a, `actorsync run`, since …</c>.</summary>
    public override string ToString() =>
        $"process {ProcessId} on host {Host}, `actorsync {Command}`, since {Since}";
}
