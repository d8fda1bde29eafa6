using System.Text;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>Reads the data records of a CSV file whose header is known.</summary>
internal sealed class CsvSheet(SourceReading reading, CsvHead head, CsvRecords records)
{
    private readonly CellBuffer _cells = new();
    private readonly int[] _indexes = [.. SheetColumns.All.Select(head.Layout.IndexOf)];
    private readonly RosterFileRows _rows = reading.Rows;
    private readonly Encoding? _fallback = reading.Content.Fallback;
    private Encoding _encoding = Encoding.UTF8;

    /// <summary>Reads to the end of the file.</summary>
    public void Read()
    {
        var lastIsRagged = false;
        var isFirst = true;
        while (records.Read())
        {
            _cells.Reset(records.Raw.Length);
            if (isFirst && IsSecondHeader())
            {
                _rows.Add(
                    records.Line, string.Empty, RosterRule.HeaderRepeated, "The second line repeats the header, as some exports do; it is no row.", FindingSeverity.Notice);
            }
            else
            {
                lastIsRagged = !ReadRecord();
                reading.Tick();
            }

            isFirst = false;
        }

        var endsInLine = reading.Content.Bytes.LastByte is not ((byte)'\n' or (byte)'\r');
        if (endsInLine && (lastIsRagged || records.EndsInQuotes))
        {
            _rows.Hold(
                records.Line,
                string.Empty,
                RosterRule.FileTruncated,
                "The last row is incomplete and no line break follows it: the file may have been taken while it was still being written. Transfer it again, whole.",
                canBeAccepted: true);
        }
    }

    // False for a record with a wrong number of fields.
    private bool ReadRecord()
    {
        if (records.Problem is { } problem)
        {
            Reject(problem.Rule, problem.Message, records.FieldCount == 0 ? records.FirstOfCut() : records.CanTrustFirst ? records.Field(0) : []);
            return true;
        }

        if (records.FieldCount != head.Headers.Count)
        {
            var isShort = records.FieldCount < head.Headers.Count;
            Reject(
                isShort ? RosterRule.FieldsTooFew : RosterRule.FieldsTooMany,
                $"The row has {records.FieldCount} fields, the header {head.Headers.Count}. Add the missing fields, or quote a field that holds the delimiter.",
                records.CanTrustFirst ? records.Field(0) : []);
            return false;
        }

        _encoding = CellBuffer.Decoder(records.Raw, _fallback);
        if (_encoding == Encoding.UTF8 && !CellBuffer.IsClean(records.Raw))
        {
            reading.HoldUndecodable(records.Line);
            RejectKeepingKey(RosterRule.TextUndecodable, reading.Undecodable);
        }
        else if (records.Raw.Contains((byte)0))
        {
            RejectKeepingKey(RosterRule.ControlCharacter, "The row holds NUL characters. Remove them, or export the file again.");
        }
        else
        {
            Tell();
        }

        return true;
    }

    private void Tell()
    {
        switch (_rows.Kind)
        {
            case SheetKind.Skill:
                _rows.SkillRow(
                    records.Line,
                    Cell(SheetColumn.EmployeeId),
                    new SkillCells
                    {
                        Name = Cell(SheetColumn.Skill),
                        Level = Cell(SheetColumn.Level),
                        EffectiveDate = Cell(SheetColumn.EffectiveDate),
                        EndDate = Cell(SheetColumn.EndDate),
                    });
                break;
            case SheetKind.Certification:
                _rows.CertificationRow(
                    records.Line,
                    Cell(SheetColumn.EmployeeId),
                    new CertificationCells
                    {
                        Name = Cell(SheetColumn.Certification),
                        IssuedOn = Cell(SheetColumn.IssuedOn),
                        ExpiresOn = Cell(SheetColumn.ExpiresOn),
                        Renewal = Cell(SheetColumn.Renewal),
                    });
                break;
            default:
                var person = _rows.Person;
                person.Begin(records.Line);
                person.Id(Cell(SheetColumn.EmployeeId));
                person.Email(Cell(SheetColumn.Email));
                person.Status(Cell(SheetColumn.Status));
                person.Skills(Cell(SheetColumn.Skills));
                person.Certifications(Cell(SheetColumn.Certifications));
                person.End();
                break;
        }
    }

    private ReadOnlySpan<char> Cell(SheetColumn column) => _cells.Decode(records.Field(_indexes[(int)column]), _encoding);

    // A row whose key column is not the first may have lost its place, so only a key in front is trusted.
    private void Reject(string rule, string message, ReadOnlySpan<byte> first)
    {
        var isKey = _indexes[(int)SheetColumn.EmployeeId] == 0 && CellBuffer.IsClean(first);
        var id = isKey ? Encoding.UTF8.GetString(first) : string.Empty;
        _rows.RejectRow(records.Line, string.Empty, rule, message, CellBuffer.Excerpt(records.Raw, _fallback), id);
    }

    private void RejectKeepingKey(string rule, string message)
    {
        var key = records.Field(_indexes[(int)SheetColumn.EmployeeId]);
        var id = CellBuffer.IsClean(key) ? Encoding.UTF8.GetString(key) : string.Empty;
        _rows.RejectRow(records.Line, string.Empty, rule, message, CellBuffer.Excerpt(records.Raw, _fallback), id);
    }

    // SAP SuccessFactors writes the labels of the columns below their keys, and the key's label is the key.
    private bool IsSecondHeader()
    {
        var index = _indexes[(int)SheetColumn.EmployeeId];
        return records.Problem is null && records.FieldCount == head.Headers.Count
            && new HeaderKey(Encoding.UTF8.GetString(records.Field(index))) == new HeaderKey(head.Headers[index]);
    }
}
