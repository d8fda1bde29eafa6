using System.Globalization;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>Makes a consistent copy of all state of a target, also beside a process that writes.</summary>
public static class StateBackup
{
    /// <summary>Makes it.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="file">The backup's path; an earlier backup that is there is replaced once the new one is whole, and any other file is not.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    /// <exception cref="BackupRefusedException">There is no state, or the file cannot be written, or is there and is no backup.</exception>
    /// <exception cref="EngineStartException">The journal cannot be read.</exception>
    public static async Task<BackupDone> MakeAsync(
        ActorSyncOptions options, TargetIdentity identity, string file, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);

        var state = EngineStart.StateOf(options, identity);
        var store = EngineStart.StoreOf(options, identity, state);
        var path = Path.GetFullPath(file);
        try
        {
            if (File.Exists(path) && !BackupReader.IsOne(path))
            {
                throw new BackupRefusedException($"{path} is there and is no backup that ActorSync has made, so that it is not replaced. Name another file, or remove that one first. Nothing was touched.");
            }

            state.Check();
            var hasJournal = await JournalOpening.OpenAsync(store, JournalAccess.Read, time, loggers.CreateLogger(nameof(JournalOpening)), cancellationToken);
            LostJournal.Check(state, store);
            return hasJournal && state.Exists ? Make(options, identity, state, store, path, time.GetUtcNow(), cancellationToken) : throw Nothing(state, hasJournal);
        }
        catch (JournalUnavailableException cause)
        {
            throw new EngineStartException(ExitCode.Failed, cause.Message, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"The backup {path} cannot be made: {ReasonText.Sentence(cause.Message)} Name a place with enough space that can be written.", cause);
        }
    }

    private static BackupDone Make(
        ActorSyncOptions options, TargetIdentity identity, StateDirectory state, JournalStore store, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var writer = new BackupWriter(path, now);
        var (files, rows) = (0, 0L);
        Copy(StateParts.BeforeJournal);
        var epoch = JournalTables.Of(store).ReadAll((table, found) =>
            writer.Add(BackupPart.Journal + table, content => rows += TableFormat.Write(found, content, cancellationToken)));
        Copy(StateParts.AfterJournal);
        var provider = options.Journal.Provider.ToString().ToLower(CultureInfo.InvariantCulture);
        var bytes = writer.Complete(new BackupManifest(BackupManifest.Newest, identity.FolderName, provider, now, epoch, []));
        return new BackupDone(path, Instant.FromDateTimeOffset(now), rows, files, bytes);

        void Copy(string[] members)
        {
            foreach (var name in StateParts.FilesOf(state.FullPath, members))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var from = StateParts.TryOpen(Path.Combine(state.FullPath, name));
                if (from is not null)
                {
                    writer.Add(BackupPart.State + name, from.CopyTo);
                    files++;
                }
            }
        }
    }

    private static BackupRefusedException Nothing(StateDirectory state, bool hasJournal) => new(hasJournal
        ? $"The journal of this target is on its server, and {state.FullPath} has nothing of its runs. Make the backup on the host that makes the runs."
        : $"There is nothing to back up yet: no run has been made against this target from {state.FullPath}.");
}
