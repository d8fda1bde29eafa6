using System.Globalization;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Writes the log as a table by RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal sealed class CsvRecordWriter : IRecordWriter
{
    private static readonly string[] Columns =
        ["partition", "event", "place", "person", "at", "known_at", "run", "operator", "cause", "file", "line", "kind", "id", "name", "before", "after"];

    private static readonly string[] NameColumns = ["employee_id", "user_id", "operator_name"];

    private readonly CsvWriter _csv;
    private readonly bool _withNames;

    /// <summary>Writes the header.</summary>
    /// <param name="to">Where to; it stays open.</param>
    /// <param name="withNames">Whether people and operators are named.</param>
    public CsvRecordWriter(Stream to, bool withNames)
    {
        _withNames = withNames;
        _csv = CsvWriter.Create(to, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        _csv.WriteHeader([.. Columns, .. withNames ? NameColumns : []]);
    }

    /// <inheritdoc/>
    public void Write(ExportedRecord record)
    {
        var (told, change) = (record.Record, record.Record.Change);
        _csv.WriteRecord(
        [
            Text(told.Person.Partition), Text(told.Event), Text(told.Place), told.Person.ToString(), Text(change.At), Text(told.KnownAt), told.Run?.Value,
            Text(record.Operator), change.Cause.ToString(), record.File ?? Text(change.Row?.File), Text(change.Row?.Line),
            ExportWords.Of(change.Kind), change.Id, record.Name, change.Before, change.After,
            .. _withNames ? (string?[])[record.Person?.Employee ?? record.Person?.TargetEmployee, record.Person?.User?.Value, record.OperatorName] : [],
        ]);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
