using ActorSync.Core.Leases;
using NodaTime.Text;

namespace ActorSync.Engine.Runs;

/// <summary>A <see cref="WriterOwner"/> as it stands in a file.</summary>
internal sealed record OwnerNote(int ProcessId, string Host, string Command, string Since)
{
    /// <summary>The note of an owner.</summary>
    public static OwnerNote From(WriterOwner owner) =>
        new(owner.ProcessId, owner.Host, owner.Command, InstantPattern.ExtendedIso.Format(owner.Since));

    /// <summary>The owner, or null where the note is of another kind.</summary>
    public WriterOwner? ToOwner() =>
        InstantPattern.ExtendedIso.Parse(Since) is { Success: true, Value: var since } ? new(ProcessId, Host, Command, since) : null;
}
