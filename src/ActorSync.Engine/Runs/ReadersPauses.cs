using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>The pauses that processes were told which may not write the journal, or could not yet: one small file each, for whoever comes next.</summary>
/// <remarks>No file is ever changed, and one goes only when its pause is over or the process that left it has it in the journal, so that any number of processes may add and read at once.</remarks>
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
    /// <returns>Its file, for <see cref="Remove"/>.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public string Add(HeldPause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);

        OwnerOnly.CreateFolder(folder);

        // One process is told one thing of one scope in one millisecond.
        var scope = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pause.Scope)))[..16];
        var name = string.Create(CultureInfo.InvariantCulture, $"{pause.Until.ToUnixTimeMilliseconds()}-{Environment.ProcessId}-{scope}");
        var file = Path.Combine(folder, name + Ending);
        OwnerOnly.Replace(file, JsonSerializer.SerializeToUtf8Bytes(new Kept(pause.Scope, pause.Until.ToDateTimeOffset(), pause.Reason), StateJson.Default.Kept));
        return file;
    }

    /// <summary>Removes what this process has left, once it is kept elsewhere; a file that cannot be removed tells the same, and goes when the pause is over.</summary>
    /// <param name="file">As <see cref="Add"/> gave it.</param>
    public static void Remove(string file)
    {
        ArgumentNullException.ThrowIfNull(file);

        TryDelete(file);
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
            return; // It tells nothing wrong, and once it is over the next one who may will remove it.
        }
    }

    /// <summary>What stands in a file.</summary>
    internal sealed record Kept(string Scope, DateTimeOffset Until, string Reason);
}
