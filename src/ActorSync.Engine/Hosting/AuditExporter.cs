using ActorSync.Core.Audit;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Writes a target's audit log, or one agent's part of it with its proofs, into a file; changes nothing else.</summary>
public static class AuditExporter
{
    /// <summary>Writes it; null where nothing was ever journalled for this target.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="scope">Which records.</param>
    /// <param name="format">In which form.</param>
    /// <param name="file">Where to: readable by its owner only, and whole or not there.</param>
    /// <exception cref="EngineStartException">The journal cannot be read, there is no such run or person, or the file cannot be written.</exception>
    public static ExportOutcome? Write(ActorSyncOptions options, TargetIdentity identity, ExportScope scope, ExportFormat format, string file) =>
        StoredJournal.Read(
            options, identity, (state, store) => Write(JournalHosting.RowsOf(store), JournalHosting.PeopleOf(store, JournalAccess.Read), state, scope, format, file));

    /// <summary>The same from a journal that is there.</summary>
    /// <exception cref="AuditFlawException">It is not as it was written.</exception>
    internal static ExportOutcome Write(IJournalRows rows, IPersonTable people, StateDirectory state, ExportScope scope, ExportFormat format, string file) =>
        Replace(file, next => new BesideCuts(rows).Read(_ =>
        {
            var export = Open(rows, people, state, scope);
            return ToDisk(next, to => Write(export, scope, format, to));
        }).Found);

    /// <summary>The digests of all seals of a target's log, to be compared with that of an exported file; null where nothing was ever journalled.</summary>
    /// <exception cref="EngineStartException">The journal cannot be read, or is not as it was written.</exception>
    public static IReadOnlySet<Digest>? Seals(ActorSyncOptions options, TargetIdentity identity) => StoredJournal.Read(
        options, identity, (_, store) => RunLogCheck.Of(JournalHosting.RowsOf(store), anchor: null).Sound().Seals.Select(seal => seal.Digest).ToHashSet());

    private static AuditExport Open(IJournalRows rows, IPersonTable people, StateDirectory state, ExportScope scope)
    {
        var export = new AuditExport(rows, people, new KeptNames(state), scope);
        if (scope.Employee is { } employee && !export.KnowsWhom)
        {
            throw new EngineStartException(ExitCode.Usage, UnknownEmployee.Message(employee));
        }

        return scope.Run switch
        {
            { } run when !export.Has(run) => throw new EngineStartException(ExitCode.Usage, $"Run {run} is unknown. `actorsync runs` lists them."),
            { } old when export.HasCut(old) => throw new EngineStartException(
                ExitCode.Usage, $"What run {old} did is cut off: by Journal:KeepDays the records reach back to {Core.Runs.InstantText.At(export.ReachesBackTo!.Value)}."),
            _ => export,
        };
    }

    private static ExportOutcome Write(AuditExport export, ExportScope scope, ExportFormat format, Stream to)
    {
        var hasProofs = scope.Employee is not null && format == ExportFormat.Json;
        var proven = hasProofs ? export.Prove() : default;
        using IRecordWriter writer = format switch
        {
            ExportFormat.Csv => new CsvRecordWriter(to, scope.WithNames),
            ExportFormat.Json => new JsonRecordWriter(to, scope.WithNames, proven.Seals ?? []),
            ExportFormat.Ndjson => new NdjsonRecordWriter(to, scope.WithNames),
            _ => throw new InvalidOperationException($"Unknown form {format}."),
        };
        var (count, unproven) = (0L, 0L);
        foreach (var record in proven.Records ?? export.Read())
        {
            writer.Write(record);
            count++;
            unproven += hasProofs && record.Proof is null ? 1 : 0;
        }

        return new(count, unproven, hasProofs, export.Seals.Count == 0 ? null : export.Seals[^1].Digest) { ReachesBackTo = export.ReachesBackTo };
    }

    private static ExportOutcome Replace(string file, Func<string, ExportOutcome> write)
    {
        var next = file + ".next";
        try
        {
            var outcome = write(next);
            File.Move(next, file, overwrite: true);
            return outcome;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Drop(next);
            throw new EngineStartException(ExitCode.Usage, $"The log cannot be written to {file}: {Core.Runs.ReasonText.Sentence(exception.Message)} Name a place that can be written.", exception);
        }
        catch
        {
            Drop(next);
            throw;
        }
    }

    private static void Drop(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    private static ExportOutcome ToDisk(string file, Func<Stream, ExportOutcome> write)
    {
        using var to = OwnerOnly.Create(file);
        using var buffered = new BufferedStream(to, bufferSize: 1 << 16);
        var outcome = write(buffered);
        buffered.Flush();
        to.Flush(flushToDisk: true);
        return outcome;
    }
}
