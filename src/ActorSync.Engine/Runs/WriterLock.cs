using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Leases;

namespace ActorSync.Engine.Runs;

/// <summary>Lets one process at a time write to a target: a lock of the operating system, which it gives back even when the process is killed.</summary>
/// <remarks>A locked file cannot be read everywhere, so who holds it stands in a file beside it.</remarks>
public sealed class WriterLock : IDisposable
{
    // What the systems call "somebody else has locked it".
    private const int SharingViolation = unchecked((int)0x8007_0020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private const int IdLength = 32;

    private readonly StateDirectory _state;
    private readonly FileStream _file;

    private WriterLock(StateDirectory state, FileStream file)
    {
        _state = state;
        _file = file;
        Id = string.Empty;
    }

    /// <summary>Tells this folder's lock from that of any other, on whatever host; whoever has the lock knows that no other process has it.</summary>
    public string Id { get; private set; }

    /// <summary>Takes the lock, or says who has it; never waits.</summary>
    /// <param name="state">The target's state; its folder exists.</param>
    /// <param name="owner">What others are told.</param>
    /// <exception cref="IOException">The folder is missing or the disk fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The state belongs to somebody else.</exception>
    public static WriterLockResult TryTake(StateDirectory state, WriterOwner owner)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(owner);

        FileStream file;
        try
        {
            file = OwnerOnly.OpenAlone(state.LockFile);
        }
        catch (IOException held) when (held.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            return new WriterLockResult.Held(ReadOwner(state));
        }

        var taken = new WriterLock(state, file);
        try
        {
            taken.Id = taken.KnownId() ?? taken.MakeId();
            taken.Announce(owner);
            return new WriterLockResult.Taken(taken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Who announced itself last, or null: the process that writes, or one that was killed while it did.</summary>
    public static WriterOwner? ReadOwner(StateDirectory state)
    {
        ArgumentNullException.ThrowIfNull(state);

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(state.OwnerFile), StateJson.Default.OwnerNote)?.ToOwner();
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null; // It is only a courtesy: the lock itself does not depend on it.
        }
    }

    /// <summary>The id of a folder's lock, or null where nobody has taken it yet, or it cannot be read.</summary>
    public static string? ReadId(StateDirectory state)
    {
        ArgumentNullException.ThrowIfNull(state);

        try
        {
            return File.ReadAllText(state.LockIdFile).Trim() is { Length: > 0 } id ? id : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null; // Then nobody's death is proved by it, and its lease is waited out.
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (!_file.CanWrite)
        {
            return;
        }

        try
        {
            File.Delete(_state.OwnerFile);
        }
        catch (Exception undeletable) when (undeletable is IOException or UnauthorizedAccessException)
        {
            // The folder may have become read-only since. All that had to be durable is, and a note without its lock misleads nobody.
        }
        finally
        {
            _file.Dispose();
        }
    }

    // The id counts only where it stands in the locked file as well. One that is new, since somebody has deleted the one before, says nothing of a process
    // that may still have that one locked.
    private string? KnownId()
    {
        Span<byte> own = stackalloc byte[IdLength];
        return _file.ReadAtLeast(own, IdLength, throwOnEndOfStream: false) == IdLength && ReadId(_state) is { } id && own.SequenceEqual(Encoding.UTF8.GetBytes(id)) ? id : null;
    }

    private string MakeId()
    {
        var id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        var bytes = Encoding.ASCII.GetBytes(id);
        OwnerOnly.Replace(_state.LockIdFile, bytes);
        _file.SetLength(0);
        _file.Write(bytes);
        _file.Flush();
        return id;
    }

    private void Announce(WriterOwner owner) =>
        OwnerOnly.Replace(_state.OwnerFile, JsonSerializer.SerializeToUtf8Bytes(OwnerNote.From(owner), StateJson.Default.OwnerNote));
}
