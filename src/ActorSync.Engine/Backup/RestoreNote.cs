using System.Text.Json;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Stands in the target's folder while a restore moves the state: what is left of one that died in between is not taken for the state, and is told apart by the next.</summary>
/// <param name="Aside">The folder where what was there is kept, or null where nothing was.</param>
/// <param name="IsAside">Whether all of that is there by now, so that what is in its place is the new.</param>
/// <param name="Schema">The schema that the journal of before is kept in, or will be; null where it is a file, or there was none.</param>
internal sealed record RestoreNote(string? Aside, bool IsAside, string? Schema = null)
{
    /// <summary>Why the pauses in the journal of before could not be read; null where they were.</summary>
    public string? PausesUnread { get; init; }

    /// <summary>Keeps it, on the disk when this returns.</summary>
    public void Keep(StateDirectory state) => OwnerOnly.Replace(state.RestoringFile, JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.RestoreNote));

    /// <summary>What an earlier restore has left, or null. One that cannot be read tells nothing: then everything that is there is kept.</summary>
    public static RestoreNote? Read(StateDirectory state)
    {
        try
        {
            return File.Exists(state.RestoringFile) ? JsonSerializer.Deserialize(File.ReadAllBytes(state.RestoringFile), StateJson.Default.RestoreNote) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
