using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>CSV, with comma, semicolon, tab or <c>|</c>: person, skill and certification sheets.</summary>
internal sealed class CsvRoster : RosterFormat
{
    /// <inheritdoc/>
    public override string Name => "csv";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv"];

    /// <inheritdoc/>
    public override bool IsJson => false;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> text) => true;

    /// <inheritdoc/>
    public override void Read(SourceReading reading)
    {
        var content = reading.Content;
        if (CsvHead.Read(content.Bytes.Peek(CsvHead.MostBytes), reading.Options, content.Fallback) is not { } head)
        {
            return;
        }

        if (!CsvHolds.Check(head, reading))
        {
            return;
        }

        var kind = head.Layout.Kind!.Value;
        reading.Rows.Begin(kind, hasCompactCells: kind == SheetKind.Person);
        Describe(head, reading);

        using var records = new CsvRecords(content.Bytes, head.Separator);
        SkipHead(records, head);
        new CsvSheet(reading, head, records).Read();
    }

    private static void SkipHead(CsvRecords records, CsvHead head)
    {
        _ = records.Read();
        if (head.HasSeparatorLine)
        {
            _ = records.Read();
        }
    }

    private static void Describe(CsvHead head, SourceReading reading)
    {
        var separator = head.Separator switch { '\t' => "tab", var other => other.ToString() };
        var matches = head.Layout.Matches.Select(match =>
            match.Value.Header == SheetColumns.NameOf(match.Key) ? match.Value.Header : $"{SheetColumns.NameOf(match.Key)} from '{match.Value.Header}'");
        var compressed = reading.Content.IsGzip ? ", gzip" : string.Empty;
        reading.Rows.Description =
            $"CSV{compressed}, {reading.Content.EncodingName}, delimiter {separator}; columns: {string.Join(", ", matches)}";
        reading.Rows.Ignore(head.Layout.Ignored);
        foreach (var column in head.Layout.Matches.Keys)
        {
            reading.Rows.Found(column);
        }
    }
}
