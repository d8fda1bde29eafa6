using System.Text;
using ActorSync.Core.Roster;
using CsvHelper;

namespace ActorSync.Engine.Sources;

/// <summary>Reads the records of a CSV file, and keeps the damage of a missing quote to the lines that show it.</summary>
/// <remarks>
/// A quote that is never closed makes the parser take the following lines for text. So the line on which such a record
/// begins is rejected, with it the line on which the mistake comes to light, and reading starts again at the line after the first.
/// </remarks>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>The largest record in bytes; a longer one is rejected.</summary>
    public const int MostRecordBytes = 8 << 20;

    private readonly RewindableStream _content;
    private readonly CsvReaderOptions _options;
    private CsvReader _reader;
    private long _baseOffset;
    private int _baseLine;
    private int _suspectLine;
    private CsvMalformedRecord? _malformed;
    private byte[] _cut = [];
    private bool _isCut;

    public CsvRecords(RewindableStream content, char separator)
    {
        _content = content;
        _options = CsvHead.ReaderOptions(separator) with
        {
            MaxRecordSize = MostRecordBytes,
            OnMalformedRecord = malformed => _malformed = malformed,
        };
        _baseOffset = content.Position;
        _reader = Create();
    }

    /// <summary>The 1-based line on which the record begins.</summary>
    public int Line { get; private set; }

    /// <summary>Why the record cannot be trusted, or null.</summary>
    public CellProblem? Problem { get; private set; }

    /// <summary>Whether a quote was open when the file ended.</summary>
    public bool EndsInQuotes { get; private set; }

    /// <summary>The record's bytes as they stand in the file, at least the first of them.</summary>
    public ReadOnlySpan<byte> Raw => _isCut ? _cut : _reader.RawRecord;

    /// <summary>How many fields the record has; 0 where it cannot be trusted.</summary>
    public int FieldCount => _isCut ? 0 : _reader.FieldCount;

    /// <summary>Whether the first field can be trusted even though the record cannot.</summary>
    public bool CanTrustFirst => !_isCut && Line != _suspectLine && !_reader.GetRawSpan(0).Contains((byte)'"');

    /// <summary>A field's bytes without quotes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Field(int index) => index < 0 || _isCut ? [] : _reader.GetSpan(index);

    /// <summary>The first field of a line that was cut, where it stands before the quote.</summary>
    public ReadOnlySpan<byte> FirstOfCut()
    {
        var end = _isCut ? _cut.AsSpan().IndexOfAny((byte)_options.Separator!.Value, (byte)'"') : -1;
        return end > 0 && _cut[end] != (byte)'"' ? _cut.AsSpan(0, end) : [];
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            _isCut = false;
            _malformed = null;
            Problem = null;
            try
            {
                if (!_reader.Read())
                {
                    return false;
                }
            }
            catch (CsvFormatException exception)
            {
                // The only format error that is not tolerated is a record above the limit.
                Line = LineOf(exception.LineNumber);
                CutLine(_baseOffset + exception.ByteOffset, isTooLarge: true);
                return true;
            }

            var offset = _baseOffset + _reader.ByteOffset;
            _content.KeepFrom(offset);
            Line = LineOf(_reader.LineNumber);
            var isBlank = _reader.FieldCount == 1 && _reader.RawRecord.TrimStart(" \t"u8).IsEmpty;
            if (!isBlank)
            {
                Judge(offset);
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private CsvReader Create() => CsvReader.Create(_content, _options, leaveOpen: true);

    private int LineOf(long line) => (int)Math.Min(int.MaxValue, _baseLine + line);

    private void Judge(long offset)
    {
        var raw = _reader.RawRecord;
        var breaks = CountBreaks(raw);
        if (_malformed is { } malformed && (breaks > 0 || malformed.Reason != CsvMalformedReason.StrayQuote))
        {
            EndsInQuotes |= malformed.Reason == CsvMalformedReason.UnterminatedQuote;
            if (breaks > 0)
            {
                if (malformed.Reason != CsvMalformedReason.UnterminatedQuote)
                {
                    var until = (int)Math.Clamp(malformed.ByteOffset - _reader.ByteOffset, 0, raw.Length);
                    _suspectLine = Line + CountBreaks(raw[..until]);
                }

                CutLine(offset, isTooLarge: false);
                return;
            }

            Problem = new CellProblem(
                RosterRule.QuoteMalformed, "A quoted field has text after its closing quote, or no closing quote. Write a quote inside a field twice.");
        }
        else if (_suspectLine >= Line && _suspectLine <= Line + breaks)
        {
            Problem = new CellProblem(
                RosterRule.QuoteMalformed, $"A quote that was opened above, and not closed there, makes this line doubtful. Close the quote.");
        }
    }

    // Reading goes on at the line break itself. That gives the parser an empty line to skip, and keeps it from taking the
    // next line's first bytes for a byte order mark.
    private void CutLine(long offset, bool isTooLarge)
    {
        const int kept = 1024;
        _content.Rewind(offset);
        _content.KeepFrom(offset);
        _cut = _content.Peek(kept).ToArray();
        _cut = _cut[..LengthOfLine(_cut)];
        _isCut = true;

        var end = FindLineEnd();
        var isWholeLine = isTooLarge && end - offset > MostRecordBytes;
        Problem = isWholeLine
            ? new CellProblem(RosterRule.RowTooLarge, $"The row is longer than {MostRecordBytes} bytes. Shorten the field that is too long.")
            : new CellProblem(
                RosterRule.QuoteNotClosed,
                $"A quote is opened in this row and not closed before the following rows (or only after {MostRecordBytes} bytes). Close the quote, and write a quote inside a field twice.");

        _reader.Dispose();
        _baseOffset = end;
        _baseLine = Line - 1;
        _reader = Create();
    }

    private long FindLineEnd()
    {
        while (true)
        {
            var block = _content.Peek(1 << 15);
            var length = LengthOfLine(block);
            var isAtEnd = block.IsEmpty || length < block.Length;
            _content.Rewind(_content.Position + length);
            if (isAtEnd)
            {
                return _content.Position;
            }

            _content.KeepFrom(_content.Position);
        }
    }

    private static int LengthOfLine(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0 ? end : bytes.Length;

    private static int CountBreaks(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var rest = bytes; rest.IndexOfAny((byte)'\r', (byte)'\n') is var at and >= 0;)
        {
            var isPair = rest[at] == (byte)'\r' && at + 1 < rest.Length && rest[at + 1] == (byte)'\n';
            rest = rest[(at + (isPair ? 2 : 1))..];
            count++;
        }

        return count;
    }
}
