using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>Reads people from JSON objects, one at a time.</summary>
internal sealed class JsonPeople
{
    /// <summary>The largest person in bytes; a larger one is rejected.</summary>
    public const int MostElementBytes = 1 << 20;

    private const string Key = "employee_id";

    private readonly SourceReading _reading;
    private readonly string _format;
    private readonly RosterFileRows _rows;
    private readonly JsonTexts _texts = new();
    private readonly JsonNames _names;
    private readonly JsonItems _items;
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly SortedSet<SheetColumn> _found = [];
    private long _objects;

    public JsonPeople(SourceReading reading, string format)
    {
        _reading = reading;
        _format = format;
        _rows = reading.Rows;
        _names = new JsonNames(reading.Options.Columns);
        _items = new JsonItems(_rows.Person, _texts, Ignore);
        _rows.Begin(SheetKind.Person, hasCompactCells: false);
    }

    /// <summary>Takes one element; false where it is no JSON.</summary>
    public bool Read(ReadOnlySpan<byte> element, int line, bool isTooLong)
    {
        if (isTooLong)
        {
            _rows.RejectRow(
                line, string.Empty, RosterRule.RowTooLarge, $"The person is longer than {MostElementBytes} bytes. Shorten it.", Excerpt(element), []);
            return true;
        }

        var text = element;
        if (!Utf8.IsValid(text) && _reading.Content.Fallback is { } fallback)
        {
            text = Encoding.UTF8.GetBytes(fallback.GetString(text));
        }

        if (!CellBuffer.IsClean(text))
        {
            _reading.HoldUndecodable(line);
            _rows.RejectRow(line, string.Empty, RosterRule.TextUndecodable, _reading.Undecodable, Excerpt(element), IdOf(text));
            return true;
        }

        if (Syntax(text) is { } problem)
        {
            _rows.RejectRow(line, string.Empty, RosterRule.RowMalformed, $"This is not JSON: {problem} Correct it.", Excerpt(element), []);
            return false;
        }

        if (text[0] != (byte)'{')
        {
            _rows.RejectRow(
                line, string.Empty, RosterRule.WrongType, "A person is a JSON object with employeeId and more. Correct the element.", Excerpt(element), []);
            return true;
        }

        _objects++;
        Tell(text, line);
        return true;
    }

    /// <summary>Ends the file: lists what was ignored, and holds it where nobody has a key.</summary>
    public void End()
    {
        _rows.Description = $"{_format}{(_reading.Content.IsGzip ? ", gzip" : string.Empty)}, {_reading.Content.EncodingName}; "
            + $"properties: {string.Join(", ", _found.Select(SheetColumns.NameOf))}";
        _rows.Ignore(_ignored);
        foreach (var column in _found)
        {
            _rows.Found(column);
        }

        if (_objects > 0 && !_found.Contains(SheetColumn.EmployeeId))
        {
            _rows.Hold(
                1,
                Key,
                RosterRule.KeyColumnMissing,
                "Nobody in the file has the property employeeId. Export it, or map it with Source:Columns (employee_id to its name).",
                canBeAccepted: false);
        }
    }

    private void Tell(ReadOnlySpan<byte> element, int line)
    {
        _texts.Reset(element);
        var person = _rows.Person;
        person.Begin(line);
        var reader = new Utf8JsonReader(element);
        reader.Read();
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _texts.Of(ref reader);
            var column = _names.Find(name);
            reader.Read();
            if (column is not (SheetColumn.EmployeeId or SheetColumn.Email or SheetColumn.Status or SheetColumn.Skills or SheetColumn.Certifications))
            {
                Ignore(name.ToString());
                reader.Skip();
                continue;
            }

            var bit = 1 << (int)column;
            if ((seen & bit) != 0)
            {
                person.Reject(SheetColumns.NameOf(column.Value), RosterRule.RowMalformed, "The property stands in the object twice. Remove one.", name);
                reader.Skip();
                continue;
            }

            seen |= bit;
            _found.Add(column.Value);
            Tell(ref reader, column.Value, element, line);
        }

        if (_texts.IsUndecodable)
        {
            _reading.HoldUndecodable(line);
            person.Reject(string.Empty, RosterRule.TextUndecodable, _reading.Undecodable, Excerpt(element));
        }

        person.End();
    }

    private void Tell(ref Utf8JsonReader reader, SheetColumn column, ReadOnlySpan<byte> element, int line)
    {
        var person = _rows.Person;
        if (column == SheetColumn.Skills)
        {
            _items.Skills(ref reader, element);
            return;
        }

        if (column == SheetColumn.Certifications)
        {
            _items.Certifications(ref reader, element);
            return;
        }

        if (column == SheetColumn.EmployeeId && reader.TokenType == JsonTokenType.Number)
        {
            var digits = _texts.OfNumber(ref reader);
            _rows.Add(
                line,
                Key,
                RosterRule.IdIsNumber,
                "The employee id is a JSON number, which loses leading zeros. It is taken as it stands; export ids as strings.",
                FindingSeverity.Warning,
                digits.ToString());
            person.Id(digits);
            return;
        }

        if (!_texts.TryOf(ref reader, out var text))
        {
            reader.Skip();
            person.Reject(SheetColumns.NameOf(column), RosterRule.WrongType, "The property must be a string or null. Correct it.", []);
            return;
        }

        switch (column)
        {
            case SheetColumn.EmployeeId:
                person.Id(text);
                break;
            case SheetColumn.Email:
                person.Email(text);
                break;
            default:
                person.Status(text);
                break;
        }
    }

    private void Ignore(string property)
    {
        if (_ignored.Count < RosterLimits.SeenNames)
        {
            _ignored.Add(property);
        }
    }

    private string Excerpt(ReadOnlySpan<byte> element) => CellBuffer.Excerpt(element, _reading.Content.Fallback);

    // The id of a person whose other texts are damaged, so that at least that person keeps everything.
    private string IdOf(ReadOnlySpan<byte> element)
    {
        if (!Utf8.IsValid(element) || Syntax(element) is not null || element[0] != (byte)'{')
        {
            return string.Empty;
        }

        _texts.Reset(element);
        var reader = new Utf8JsonReader(element);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = _names.Find(_texts.Of(ref reader));
            reader.Read();
            if (column == SheetColumn.EmployeeId && _texts.TryOf(ref reader, out var id))
            {
                return id.Contains('\uFFFD') ? string.Empty : id.ToString();
            }

            reader.Skip();
        }

        return string.Empty;
    }

    private static string? Syntax(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return exception.Message; // The reader has no other way to tell.
        }
    }
}
