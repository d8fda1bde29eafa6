using System.Text;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>JSON with one person a line.</summary>
internal sealed class NdjsonRoster : RosterFormat
{
    /// <inheritdoc/>
    public override string Name => "ndjson";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".ndjson", ".jsonl"];

    /// <inheritdoc/>
    public override bool IsJson => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> text) => text is [(byte)'{', ..];

    /// <inheritdoc/>
    public override void Read(SourceReading reading)
    {
        var rows = reading.Rows;
        var people = new JsonPeople(reading, "NDJSON");
        var lines = new SourceLines(reading.Content.Bytes, JsonPeople.MostElementBytes);
        var lastIsMalformed = false;
        while (lines.Next(out var line))
        {
            var text = line.Trim("\t\r "u8);
            if (text.IsEmpty)
            {
                continue;
            }

            if (rows.Rows == 0 && text.SequenceEqual("{"u8))
            {
                rows.Hold(
                    lines.Number,
                    string.Empty,
                    RosterRule.FileMalformed,
                    "The file is one JSON object over several lines. Give an array of people, or one person a line.",
                    canBeAccepted: false);
                return;
            }

            lastIsMalformed = !people.Read(text, lines.Number, lines.IsTooLong);
            reading.Tick();
        }

        if (lastIsMalformed && !lines.HasBreak)
        {
            rows.Hold(
                lines.Number,
                string.Empty,
                RosterRule.FileTruncated,
                "The last line is incomplete and no line break follows it: the file may have been taken while it was still being written. Transfer it again, whole.",
                canBeAccepted: true);
        }

        people.End();
    }
}
