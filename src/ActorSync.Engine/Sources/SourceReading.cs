using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Sources;

/// <summary>The reading of one file: where its bytes come from and where its rows go.</summary>
internal sealed class SourceReading(SourceContent content, RosterFileRows rows, SourceOptions options, CancellationToken cancellation)
{
    private const int RowsPerLook = 4_096;

    /// <summary>The file's content.</summary>
    public SourceContent Content { get; } = content;

    /// <summary>Takes the file's rows.</summary>
    public RosterFileRows Rows { get; } = rows;

    /// <summary>How to read it.</summary>
    public SourceOptions Options { get; } = options;

    /// <summary>To be called once a row: ends the reading where that is asked.</summary>
    public void Tick()
    {
        if (Rows.Rows % RowsPerLook == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Holds the file for text that could not be decoded; the rows in question are rejected.</summary>
    public void HoldUndecodable(int line) => Rows.Hold(
        line,
        string.Empty,
        RosterRule.TextUndecodable,
        Undecodable,
        canBeAccepted: true);

    /// <summary>What to say of text that could not be decoded.</summary>
    public string Undecodable => Content.Fallback is null
        ? "The text is not UTF-8, or holds replacement characters (U+FFFD) of an earlier conversion. Export it as UTF-8, or declare Source:Encoding (for example windows-1252)."
        : $"The text is neither UTF-8 nor {Content.Fallback.WebName}, or holds replacement characters (U+FFFD) of an earlier conversion. Export it as UTF-8.";
}
