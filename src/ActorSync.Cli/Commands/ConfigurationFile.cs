using System.Text;
using System.Text.Json.Nodes;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Puts a taxonomy into a configuration file; everything else in it, comments and those of its entries included, stays byte by byte.</summary>
internal static class ConfigurationFile
{
    private const string Section = "Taxonomy";
    private const string Indent = "  ";

    /// <summary>Brings the section in the file up to date, or adds it; a file that is not there is made. A copy of the old file is kept beside it.</summary>
    /// <param name="file">The full path of the file.</param>
    /// <param name="taxonomy">A JSON object with the property <c>Taxonomy</c>.</param>
    /// <returns>Whether the file was written, and the full path of the copy, or null where there is none.</returns>
    /// <exception cref="CommandFailure">The file cannot be written.</exception>
    public static (bool IsWritten, string? Copy) Write(string file, string taxonomy)
    {
        try
        {
            if (!File.Exists(file))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, $"{{\n{Indent}\"{Section}\": {ValueOf(taxonomy)}\n}}\n");
                return (true, null);
            }

            var old = File.ReadAllBytes(file);
            var changed = Splice(old, taxonomy);
            if (changed.AsSpan().SequenceEqual(old))
            {
                return (false, null);
            }

            var copy = file + ".bak";
            File.WriteAllBytes(copy, old);
            File.WriteAllBytes(file, changed);
            return (true, copy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, "configuration-unwritable", $"{file} cannot be written: {exception.Message}");
        }
    }

    // Beside a section that is no list of entries yet nothing can be lost.
    private static byte[] Splice(byte[] configuration, string taxonomy)
    {
        var root = JsonSpan.Read(configuration);
        if (root.Member(Section) is { Members: not null } section)
        {
            return TaxonomyEdits.Apply(configuration, section, JsonNode.Parse(taxonomy)![Section]!.AsObject());
        }

        if (root.Member(Section) is { } other)
        {
            return [.. configuration[..other.Start], .. Encoding.UTF8.GetBytes(ValueOf(taxonomy)), .. configuration[other.End..]];
        }

        // Right after the last value, so that a comma or a comment that follows it stays where it is.
        var isEmpty = root.Members!.Count == 0;
        var last = isEmpty ? root.Start + 1 : root.Members[^1].Value.End;
        var added = $"{(isEmpty ? string.Empty : ",")}\n{Indent}\"{Section}\": {ValueOf(taxonomy)}{(isEmpty ? "\n" : string.Empty)}";
        return [.. configuration[..last], .. Encoding.UTF8.GetBytes(added), .. configuration[last..]];
    }

    // The section's value alone, indented as a member of the file's object.
    private static string ValueOf(string taxonomy) =>
        JsonNode.Parse(taxonomy)![Section]!.ToJsonString(TaxonomyImportCommand.Readable).ReplaceLineEndings("\n" + Indent);
}
