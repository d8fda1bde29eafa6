using Sources = ActorSync.Engine.Sources;

namespace ActorSync.Engine.Hosting;

/// <summary>The configured source as the readers take it.</summary>
public static class SourceReadingOptions
{
    /// <summary>Takes over what was declared.</summary>
    public static Sources.SourceOptions From(Options.SourceOptions source) => new(
        source.Format?.ToString().ToLowerInvariant(),
        source.Encoding?.WebName,
        source.Delimiter?.ToString(),
        source.Culture?.Name,
        source.DateFormat,
        source.Columns,
        source.TimeZone.Id);
}
