using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>A JSON array of people.</summary>
internal sealed class JsonRoster : RosterFormat
{
    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".json"];

    /// <inheritdoc/>
    public override bool IsJson => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> text) => text is [(byte)'[', ..];

    /// <inheritdoc/>
    public override void Read(SourceReading reading)
    {
        var people = new JsonPeople(reading, "JSON");
        var elements = new JsonElements(reading.Content.Bytes, JsonPeople.MostElementBytes);
        while (elements.Next(out var element))
        {
            people.Read(element, elements.Number, elements.IsTooLong);
            reading.Tick();
        }

        if (elements.Problem is { } problem)
        {
            reading.Rows.Hold(
                elements.Number,
                string.Empty,
                elements.IsCutOff ? RosterRule.FileTruncated : RosterRule.FileMalformed,
                $"{problem} Transfer or export the file again, whole.",
                canBeAccepted: false);
        }

        people.End();
    }
}
