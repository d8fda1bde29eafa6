using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>The folder that keeps all state of one target, readable by its owner only.</summary>
/// <param name="path">The target's folder; it need not exist.</param>
public sealed class StateDirectory(string path)
{
    /// <summary>The name of the file that says when the state was restored.</summary>
    internal const string RestoredName = "restored.json";

    private const int LayoutVersion = 1;
    private const string Restore = "Restore it from a backup of the folder, or give State:Directory another folder.";

    /// <summary>The folder's full path.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>The embedded journal.</summary>
    public string JournalFile => Path.Combine(FullPath, "journal.db");

    /// <summary>The file that the writing process keeps locked.</summary>
    public string LockFile => Path.Combine(FullPath, "writer.lock");

    /// <summary>The id of that file's lock, which no other folder has.</summary>
    public string LockIdFile => Path.Combine(FullPath, "writer.id");

    /// <summary>Who holds the lock, for others to read.</summary>
    public string OwnerFile => Path.Combine(FullPath, "writer.json");

    /// <summary>How the state is laid out: what must not change while it lives.</summary>
    public string LayoutFile => Path.Combine(FullPath, "state.json");

    /// <summary>The last seal of the audit log, kept beside the journal.</summary>
    public string AuditAnchorFile => Path.Combine(FullPath, "audit-seal.json");

    /// <summary>Is there while a restore moves the state: what is left of one that died in between is not taken for the state.</summary>
    public string RestoringFile => Path.Combine(FullPath, "restoring");

    /// <summary>Where a restore unpacks and builds; what is there while this process may write was left by one that died.</summary>
    public string RestoreStaging => Path.Combine(FullPath, "restore.parts");

    /// <summary>When the state was restored from a backup last: what was read of the target before does not count; null where it never was.</summary>
    /// <exception cref="StateMismatchException">The file that says so cannot be read.</exception>
    public Instant? RestoredAt
    {
        get
        {
            if (!File.Exists(RestoredFile))
            {
                return null;
            }

            try
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(RestoredFile), StateJson.Default.Restored) is { At: var at } && at != default
                    ? Instant.FromDateTimeOffset(at)
                    : throw Unreadable("it names no instant");
            }
            catch (JsonException cause)
            {
                throw Unreadable(cause.Message);
            }
        }
    }

    private string RestoredFile => Path.Combine(FullPath, RestoredName);

    // A reading that is old enough does not count in any case.
    private StateMismatchException Unreadable(string why) => new(
        $"{RestoredFile} cannot be read: {ReasonText.Sentence(why)} It says when the state was restored, and what was read of the target before that must not count. "
        + "Repeat the restore with --replace, or delete the file once Target:CacheMaxAge has passed since it.");

    /// <summary>What processes that may not write the journal were told to wait for.</summary>
    public ReadersPauses ReadersPauses => new(Path.Combine(FullPath, "pauses"));

    /// <summary>Whether anything was ever kept here.</summary>
    public bool Exists => File.Exists(LayoutFile);

    /// <summary>The runs that have a spool; folders that no run can have made are left alone.</summary>
    public IEnumerable<RunId> SpooledRuns => Directory.Exists(RunsFolder)
        ? Directory.EnumerateDirectories(RunsFolder).Select(folder => Path.GetFileName(folder)!).Where(IsPlain).Select(name => new RunId(name))
        : [];

    private string RunsFolder => Path.Combine(FullPath, "runs");

    /// <summary>The folder of one run's spool.</summary>
    /// <exception cref="ArgumentException">The id could lead out of the folder.</exception>
    public string RunFolder(RunId run)
    {
        return IsPlain(run.Value) ? Path.Combine(RunsFolder, run.Value) : throw new ArgumentException($"'{run.Value}' is not the id of a run.", nameof(run));
    }

    /// <summary>Checks that state can be kept here, or could be once it is wanted; leaves nothing behind.</summary>
    /// <param name="writes">Whether this process will write; a folder that is yet to be made must let itself be made in any case.</param>
    /// <exception cref="StateUnusableException">It cannot.</exception>
    public void CheckUsable(bool writes) => StateDirectoryProbe.Try(FullPath, LayoutFile, writes);

    /// <summary>What a person is told where something was in the way after all.</summary>
    /// <param name="cause">What was met.</param>
    public StateUnusableException Unusable(Exception cause) => StateDirectoryProbe.Met(FullPath, cause);

    /// <summary>Makes the folder where it is missing, and notes the number of partitions in a new one.</summary>
    /// <exception cref="StateMismatchException">The state was made with another number of partitions or by a newer version.</exception>
    public void Prepare(int partitions = Partitioning.Partitions)
    {
        CheckRestored();
        OwnerOnly.CreateFolder(FullPath);
        if (!Exists)
        {
            // Nobody has the lock yet: of two processes that begin in a new folder both come here.
            OwnerOnly.ReplaceBesideOthers(LayoutFile, JsonSerializer.SerializeToUtf8Bytes(new Layout(LayoutVersion, partitions), StateJson.Default.Layout));
        }

        Check(partitions);
    }

    /// <summary>Checks that the state, where there is any, was made with this number of partitions, and that its small files can be read; changes nothing.</summary>
    /// <exception cref="StateMismatchException">It was not, or a newer version made it, or a file is damaged.</exception>
    public void Check(int partitions = Partitioning.Partitions)
    {
        CheckRestored();
        if (File.Exists(RunsFolder))
        {
            throw new StateMismatchException($"{RunsFolder} is a file, and what runs are made from is kept in a folder of that name. Move the file away. {Restore}");
        }

        _ = RestoredAt; // A run would else find it damaged only once it has begun.
        if (!Exists)
        {
            return;
        }

        var layout = Read();
        if (layout.Version != LayoutVersion)
        {
            throw new StateMismatchException(
                $"The state in {FullPath} has layout {layout.Version}, and this version of ActorSync knows layout {LayoutVersion}. Use the version that made it.");
        }

        if (layout.Partitions != partitions)
        {
            throw new StateMismatchException(
                $"The state in {FullPath} is kept in {layout.Partitions} partitions, and this version of ActorSync uses {partitions}: it would look for users where they are not. "
                + "Use the version that made it, or another State:Directory.");
        }
    }

    /// <summary>Whether runs were made from this state, as the folder itself says: one has a spool, or the last seal is kept.</summary>
    public bool TellsOfRuns => File.Exists(AuditAnchorFile) || SpooledRuns.Any();

    /// <summary>Checks that no restore was left half-way.</summary>
    /// <exception cref="StateMismatchException">One was.</exception>
    public void CheckRestored()
    {
        if (File.Exists(RestoringFile))
        {
            throw new StateMismatchException($"A restore of the state in {FullPath} was begun and has not ended. Once no other command is at work, repeat it: actorsync journal restore FILE --replace.");
        }
    }

    /// <summary>Notes when the state is restored, on the disk when this returns.</summary>
    internal void KeepRestored(Instant at) => OwnerOnly.Replace(RestoredFile, JsonSerializer.SerializeToUtf8Bytes(new Restored(at.ToDateTimeOffset()), StateJson.Default.Restored));

    private static bool IsPlain(string? id) => !string.IsNullOrEmpty(id) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private Layout Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(LayoutFile), StateJson.Default.Layout)
                ?? throw new StateMismatchException($"{LayoutFile} is empty. {Restore}");
        }
        catch (JsonException cause)
        {
            throw new StateMismatchException($"{LayoutFile} cannot be read: {ReasonText.Sentence(cause.Message)} {Restore}");
        }
    }

    /// <summary>What stands in the layout file.</summary>
    internal sealed record Layout(int Version, int Partitions);

    /// <summary>What stands in the file of a restore.</summary>
    internal sealed record Restored(DateTimeOffset At);
}
