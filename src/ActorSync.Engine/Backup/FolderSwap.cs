using System.Globalization;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Puts the files of a backup in the place of those in the target's folder, in steps that a restore that comes after a kill goes on with.</summary>
/// <param name="state">The target's state.</param>
/// <param name="staging">The folder where the backup's files lie.</param>
internal sealed class FolderSwap(StateDirectory state, string staging)
{
    /// <summary>Whether there are files of the state, or a restore has died between the old and the new.</summary>
    public bool FindsState => File.Exists(state.RestoringFile) || StateParts.All.Any(member => Path.Exists(Path.Combine(state.FullPath, member)));

    /// <summary>Moves what is there into a folder beside the target's; what a restore that died has put there already goes.</summary>
    /// <param name="findsState">Whether there is anything, the journal included.</param>
    /// <param name="now">Names the folder.</param>
    /// <param name="putJournal">Puts the journal into the folder too, where it is a file.</param>
    /// <returns>The folder, or null where nothing was there.</returns>
    public string? PutAside(bool findsState, DateTimeOffset now, Action<string> putJournal)
    {
        var note = RestoreNote.Read(state) ?? new RestoreNote(findsState ? AsideAt(now) : null, IsAside: !findsState);
        note.Keep(state);
        if (note.IsAside)
        {
            RemoveHalfRestored();
            return note.Aside;
        }

        OwnerOnly.CreateFolder(note.Aside!);
        Move(state.FullPath, note.Aside!);
        putJournal(note.Aside!);
        (note with { IsAside = true }).Keep(state);
        return note.Aside;
    }

    /// <summary>Moves the backup's files into their place, and ends the restore.</summary>
    public void PutIn()
    {
        Move(staging, state.FullPath);
        File.Delete(state.RestoringFile);
    }

    private string AsideAt(DateTimeOffset now) => state.FullPath + now.UtcDateTime.ToString("'.replaced-'yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    private void RemoveHalfRestored()
    {
        foreach (var path in StateParts.All.Select(member => Path.Combine(state.FullPath, member)))
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
            Directory.Move(Path.Combine(from, member), Path.Combine(to, member)); // A file as well.
        }
    }
}
