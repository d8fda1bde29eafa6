using System.Text.Json;
using ActorSync.Core.Audit;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Audit;

/// <summary>The last seal as it is kept beside the journal and not in it, so that a journal that was cut off behind it is found out.</summary>
/// <param name="Run">The run that was sealed last.</param>
/// <param name="Seal">The seal's digest in hexadecimal.</param>
/// <param name="Events">How many events the run log had then.</param>
internal sealed record AuditAnchor(string Run, string Seal, long Events)
{
    /// <summary>Keeps it in place of an earlier one.</summary>
    /// <param name="file">The full path.</param>
    public void Keep(string file) => OwnerOnly.Replace(file, JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.AuditAnchor));

    /// <summary>The one that was kept, or null where there is none.</summary>
    /// <exception cref="AuditFlawException">It is damaged.</exception>
    public static AuditAnchor? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(file), StateJson.Default.AuditAnchor) is { Seal: not null } anchor && Digest.TryParse(anchor.Seal) is not null)
            {
                return anchor;
            }
        }
        catch (JsonException)
        {
            // As said below: what cannot be read proves nothing.
        }

        throw new AuditFlawException(new(Path.GetFileName(file), 1, "it is damaged, so that nothing tells whether the journal was cut off"));
    }
}
