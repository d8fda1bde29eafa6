using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Puts a taxonomy into a configuration file; everything else in it, comments included, stays byte by byte.</summary>
internal static class ConfigurationFile
{
    private const string Section = "Taxonomy";
    private const string Indent = "  ";

    /// <summary>Replaces the section in the file, or adds it; a file that is not there is made. A copy of the old file is kept beside it.</summary>
    /// <param name="file">The full path of the file.</param>
    /// <param name="taxonomy">A JSON object with the property <c>Taxonomy</c>.</param>
    /// <returns>The full path of the copy, or null where there was no file.</returns>
    /// <exception cref="CommandFailure">The file cannot be written.</exception>
    public static string? Write(string file, string taxonomy)
    {
        var value = ValueOf(taxonomy);
        try
        {
            if (!File.Exists(file))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, $"{{\n{Indent}\"{Section}\": {value}\n}}\n");
                return null;
            }

            var old = File.ReadAllBytes(file);
            var copy = file + ".bak";
            File.WriteAllBytes(copy, old);
            File.WriteAllBytes(file, Splice(old, value));
            return copy;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, "configuration-unwritable", $"{file} cannot be written: {exception.Message}");
        }
    }

    /// <summary>The configuration's bytes with the section's value replaced or added.</summary>
    internal static byte[] Splice(byte[] configuration, string value)
    {
        ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
        var start = configuration.AsSpan().StartsWith(bom) ? bom.Length : 0;
        var reader = new Utf8JsonReader(
            configuration.AsSpan(start), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var last = 0;
        var isEmpty = true;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                isEmpty = false;
                var isSection = string.Equals(reader.GetString(), Section, StringComparison.OrdinalIgnoreCase);
                reader.Read();
                var valueStart = start + (int)reader.TokenStartIndex;
                reader.Skip();
                last = start + (int)reader.BytesConsumed;
                if (isSection)
                {
                    return [.. configuration[..valueStart], .. Encoding.UTF8.GetBytes(value), .. configuration[last..]];
                }
            }
            else if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.StartObject)
            {
                last = start + (int)reader.BytesConsumed;
            }
        }

        // Right after the last value, so that a comma or a comment that follows it stays where it is.
        var added = $"{(isEmpty ? string.Empty : ",")}\n{Indent}\"{Section}\": {value}{(isEmpty ? "\n" : string.Empty)}";
        return [.. configuration[..last], .. Encoding.UTF8.GetBytes(added), .. configuration[last..]];
    }

    // The section's value alone, indented as a member of the file's object.
    private static string ValueOf(string taxonomy) =>
        JsonNode.Parse(taxonomy)![Section]!.ToJsonString(TaxonomyImportCommand.Readable).ReplaceLineEndings("\n" + Indent);
}
