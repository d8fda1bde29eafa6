using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Policies;
using NodaTime;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The roster and how it is read (section <c>Source</c>); what is null is detected from the file.</summary>
public sealed record SourceOptions
{
    /// <summary>Identifies the source, whatever its path: the guard's memory and ownership belong to target and source name.</summary>
    public string Name { get; init; } = "hris";

    /// <summary>Whether the file states some people or everybody.</summary>
    public SourceMode Mode { get; init; } = SourceMode.Partial;

    /// <summary>The zone of dates without an offset.</summary>
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    /// <summary>The form of the file, or null.</summary>
    public SourceFormat? Format { get; init; }

    /// <summary>The text encoding, or null.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The delimiter between fields (<c>,</c> <c>;</c> tab <c>|</c>), or null.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The culture of numbers and month names, or null for the invariant one.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>The pattern of dates that are not ISO, with a time of day or without (<c>dd.MM.yyyy</c>, <c>MM/dd/yyyy HH:mm</c>), or null.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The file's header names by the names that ActorSync knows (<see cref="SourceColumns.All"/>); a name that is missing matches by itself.</summary>
    public ImmutableSortedDictionary<string, string> Columns { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
