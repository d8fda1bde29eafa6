using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Sources;

/// <summary>The formats that sources may have; a new one is added here.</summary>
internal static class RosterFormats
{
    /// <summary>Every format; CSV comes last, because any text could be CSV.</summary>
    public static IReadOnlyList<RosterFormat> All { get; } = [new JsonRoster(), new NdjsonRoster(), new CsvRoster()];

    /// <summary>The declared format, or null where none is declared.</summary>
    public static RosterFormat? Find(SourceFormat? declared) =>
        declared is null ? null : All.First(format => format.Name.Equals(declared.ToString(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The format that a file's name promises, or null.</summary>
    public static RosterFormat? ByName(string fileName) => All.FirstOrDefault(
        format => format.Extensions.Any(extension => fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The format that a file's text has.</summary>
    public static RosterFormat ByContent(ReadOnlySpan<byte> text)
    {
        foreach (var format in All)
        {
            if (format.Recognises(text))
            {
                return format;
            }
        }

        throw new InvalidOperationException("The last format recognises everything.");
    }
}
