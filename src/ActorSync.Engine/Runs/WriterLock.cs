using System.Text.Json;

namespace ActorSync.Engine.Runs;

/// <summary>Lets one process at a time write to a target: a lock of the operating system, which it gives back even when the process is killed.</summary>
/// <remarks>A locked file cannot be read everywhere, so who holds it stands in a file beside it.</remarks>
public sealed class WriterLock : IDisposable
{
    // What the systems call "somebody else has locked it".
    private const int SharingViolation = unchecked((int)0x8007_0020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly StateDirectory _state;
    private readonly FileStream _file;

    private WriterLock(StateDirectory state, FileStream file)
    {
        _state = state;
        _file = file;
    }

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

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (_file.CanWrite)
        {
            File.Delete(_state.OwnerFile);
            _file.Dispose();
        }
    }

    private void Announce(WriterOwner owner) =>
        OwnerOnly.Replace(_state.OwnerFile, JsonSerializer.SerializeToUtf8Bytes(OwnerNote.From(owner), StateJson.Default.OwnerNote));
}
