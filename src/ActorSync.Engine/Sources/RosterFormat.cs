using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>One format of source files.</summary>
internal abstract class RosterFormat
{
    /// <summary>Its name in <c>Source:Format</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The endings of file names that promise it.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether it is a form of JSON.</summary>
    public abstract bool IsJson { get; }

    /// <summary>Whether a file with this text, blanks at its start removed, is of this format; the first of the list that says so reads it.</summary>
    public abstract bool Recognises(ReadOnlySpan<byte> text);

    /// <summary>Reads a file to its end, telling its rows, findings and holds.</summary>
    public abstract void Read(SourceReading reading);
}
