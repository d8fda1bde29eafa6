using System.Globalization;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Puts the files of a backup in the place of those in the target's folder, in steps that a restore that comes after a kill goes on with.</summary>
/// <param name="state">The target's state.</param>
/// <param name="staging">The folder where the backup's files lie.</param>
internal sealed class FolderSwap(StateDirectory state, string staging)
{
    /// <summary>What stands between the folder's name and the instant in that of a folder that was put aside.</summary>
    public const string AsideMark = ".replaced-";

    private bool _isRepeated;

    /// <summary>Whether there are files of the state, or a restore has died between the old and the new.</summary>
    public bool FindsState => File.Exists(state.RestoringFile) || StateParts.All.Any(member => Path.Exists(Path.Combine(state.FullPath, member)));

    /// <summary>Moves what is there into a folder beside the target's; what a restore that died has put there already goes.</summary>
    /// <param name="findsState">Whether there is anything, the journal included.</param>
    /// <param name="now">Names the folder.</param>
    /// <param name="putJournal">Puts the journal into the folder too, where it is a file.</param>
    /// <param name="schema">The schema that the journal will be kept in, where it is on a server and there is one.</param>
    /// <param name="pausesUnread">Why the pauses in that journal could not be read; null where they were.</param>
    /// <returns>Where what was there is kept.</returns>
    public RestoreNote PutAside(bool findsState, DateTimeOffset now, Action<string> putJournal, string? schema = null, string? pausesUnread = null)
    {
        var earlier = RestoreNote.Read(state);
        _isRepeated = File.Exists(state.RestoringFile);
        var note = earlier ?? new RestoreNote(findsState ? AsideAt(now) : null, IsAside: !findsState, schema) { PausesUnread = pausesUnread };
        note.Keep(state);
        if (note.IsAside)
        {
            RemoveHalfRestored();
            return note;
        }

        OwnerOnly.CreateFolder(note.Aside!);
        Move(state.FullPath, note.Aside!);
        putJournal(note.Aside!);
        note = note with { IsAside = true };
        note.Keep(state);
        return note;
    }

    /// <summary>Moves back what was put aside, where this restore was the first to touch it: the journal has to be as it was.</summary>
    /// <returns>Whether the state is as it was; after an earlier restore that died nobody knows, and it has to be repeated.</returns>
    public bool TryPutBack()
    {
        if (_isRepeated || RestoreNote.Read(state) is not { } note)
        {
            return false;
        }

        if (note.Aside is { } aside)
        {
            (note with { IsAside = false }).Keep(state); // From here on what is in its place is the old again.
            Move(aside, state.FullPath);
            RemoveEmpty(Path.Combine(aside, StateParts.Pauses));
            RemoveEmpty(aside);
        }

        File.Delete(state.RestoringFile);
        return true;
    }

    /// <summary>Moves the backup's files into their place, and ends the restore.</summary>
    public void PutIn()
    {
        Move(staging, state.FullPath);
        File.Delete(state.RestoringFile);
    }

    private string AsideAt(DateTimeOffset now) => state.FullPath + AsideMark + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    // A pause may be a reader's that has come meanwhile, and each is a file of its own: those stay.
    private void RemoveHalfRestored()
    {
        foreach (var path in StateParts.All.Where(member => member != StateParts.Pauses).Select(member => Path.Combine(state.FullPath, member)))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    private static void Move(string from, string to)
    {
        foreach (var member in StateParts.All.Where(member => Path.Exists(Path.Combine(from, member))))
        {
            if (member == StateParts.Pauses)
            {
                MovePauses(Path.Combine(from, member), Path.Combine(to, member));
            }
            else
            {
                Directory.Move(Path.Combine(from, member), Path.Combine(to, member)); // A file as well.
            }
        }
    }

    // One by one, since there may be some on both sides: after a restore that died, and from a reader at work.
    private static void MovePauses(string from, string to)
    {
        OwnerOnly.CreateFolder(to);
        foreach (var file in Directory.GetFiles(from, "*.json"))
        {
            try
            {
                File.Move(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                continue; // It is over, and a reader has removed it.
            }
        }
    }

    private static void RemoveEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
