using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Runs;

/// <summary>Which holds of a source's files stop a run.</summary>
public static class FileHolds
{
    /// <summary>The holds that nobody accepted, or that nobody can.</summary>
    public static ImmutableArray<FileHold> Refusing(RosterReading reading, string? acceptReason) =>
        [.. reading.Holds.Where(hold => !hold.CanBeAccepted || string.IsNullOrWhiteSpace(acceptReason))];

    /// <summary>A hold as a guard's reason: where, what, and what to do.</summary>
    public static string Describe(FileHold hold)
    {
        var place = hold.Line > 0 ? $"{hold.File}:{hold.Line}" : hold.File;
        var column = hold.Column.Length > 0 ? $", column {hold.Column}" : string.Empty;
        return $"{hold.Rule} ({place}{column}): {hold.Message}";
    }
}
