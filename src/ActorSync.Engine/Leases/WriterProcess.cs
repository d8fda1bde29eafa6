using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using ActorSync.Core.Leases;
using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Engine.Leases;

/// <summary>Processes as owners of a lease: who this one is, and whether another one still runs.</summary>
public static class WriterProcess
{
    private const int IdBytes = 16;

    /// <summary>When a process began is computed from the wall clock, which may have been set a little since.</summary>
    private static readonly Duration StartSlack = Duration.FromSeconds(5);

    /// <summary>This process.</summary>
    public static WriterOwner Owner(string command, Instant now)
    {
        using var process = Process.GetCurrentProcess();
        return new(Environment.ProcessId, Environment.MachineName, command, now)
        {
            Id = RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true),
            StartedAt = process.StartTime.ToUniversalTime().ToInstant(),
        };
    }

    /// <summary>Whether an owner's process still runs, be it frozen; null where that cannot be seen from here.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="lockId">The id of the own state folder: an owner that has the same host's name and another folder may be one of another container.</param>
    public static bool? IsRunning(WriterOwner owner, string? lockId)
    {
        ArgumentNullException.ThrowIfNull(owner);

        return owner.Host == Environment.MachineName && owner.LockId == lockId ? IsRunningHere(owner) : null;
    }

    private static bool IsRunningHere(WriterOwner owner)
    {
        try
        {
            using var process = Process.GetProcessById(owner.ProcessId);
            return !process.HasExited && IsSame(process, owner);
        }
        catch (ArgumentException)
        {
            return false; // That is how the system says that there is none.
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            return false; // It ended while it was looked at.
        }
    }

    private static bool IsSame(Process process, WriterOwner owner)
    {
        if (owner.StartedAt is not { } startedAt)
        {
            return true;
        }

        var apart = process.StartTime.ToUniversalTime().ToInstant() - startedAt;
        return apart < StartSlack && apart > -StartSlack;
    }
}
