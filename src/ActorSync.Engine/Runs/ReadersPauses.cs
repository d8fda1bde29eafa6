using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>The pauses that processes were told which may not write the journal: one small file each, for whoever comes next.</summary>
/// <remarks>No file is ever changed, and one goes only when its pause is over, so that any number of processes may add and read at once.</remarks>
/// <param name="folder">Where they are kept; it need not exist.</param>
public sealed class ReadersPauses(string folder)
{
    private const string Ending = ".json";

    /// <summary>The pauses that hold; the files of those that are over are removed where that is allowed.</summary>
    /// <param name="now">When this is.</param>
    public IReadOnlyList<HeldPause> Read(Instant now)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var holding = new List<HeldPause>();
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal))
        {
            if (TryRead(file) is not { } pause)
            {
                continue; // Gone meanwhile, or not one of ours.
            }

            if (pause.Until > now)
            {
                holding.Add(pause);
            }
            else
            {
                TryDelete(file);
            }
        }

        return holding;
    }

    /// <summary>Keeps a pause; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public void Add(HeldPause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);

        OwnerOnly.CreateFolder(folder);
        // One process is told one thing of one scope in one millisecond.
        var scope = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pause.Scope)))[..16];
        var name = string.Create(CultureInfo.InvariantCulture, $"{pause.Until.ToUnixTimeMilliseconds()}-{Environment.ProcessId}-{scope}");
        OwnerOnly.Replace(Path.Combine(folder, name + Ending), JsonSerializer.SerializeToUtf8Bytes(new Kept(pause.Scope, pause.Until.ToDateTimeOffset(), pause.Reason), StateJson.Default.Kept));
    }

    private static HeldPause? TryRead(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), StateJson.Default.Kept) is { Scope: { } scope, Reason: { } reason } kept
                ? new HeldPause(scope, Instant.FromDateTimeOffset(kept.Until), reason)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return; // It is over all the same, and the next one who may will remove it.
        }
    }

    /// <summary>What stands in a file.</summary>
    internal sealed record Kept(string Scope, DateTimeOffset Until, string Reason);
}
