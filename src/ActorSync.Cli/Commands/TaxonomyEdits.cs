using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActorSync.Cli.Commands;

/// <summary>Changes the taxonomy of a configuration entry by entry, so that the comments beside the entries stay.</summary>
/// <remarks>A name that is new is added behind the last one, a member that is new behind the last of its entry; a value that differs is replaced.</remarks>
internal sealed partial class TaxonomyEdits
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly byte[] _file;
    private readonly List<(int Start, int End, string Text)> _edits = [];

    private TaxonomyEdits(byte[] file) => _file = file;

    /// <summary>The file's bytes with the entries of <paramref name="wanted"/>; the same bytes where it has them all.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="section">Its section, an object.</param>
    /// <param name="wanted">The section as it shall read.</param>
    public static byte[] Apply(byte[] file, JsonSpan section, JsonObject wanted)
    {
        var edits = new TaxonomyEdits(file);
        foreach (var (name, list) in wanted)
        {
            edits.Merge(section, name, list!.AsArray());
        }

        return edits.Done();
    }

    private void Merge(JsonSpan section, string name, JsonArray wanted)
    {
        if (section.Member(name) is not { Items: { } present } list)
        {
            if (wanted.Count > 0)
            {
                AddMember(section, name, wanted.ToJsonString(TaxonomyImportCommand.Readable).ReplaceLineEndings("\n    "));
            }

            return;
        }

        var added = new List<string>();
        foreach (var entry in wanted.Select(entry => entry!.AsObject()))
        {
            if (present.FirstOrDefault(item => IsNamed(item, NameOf(entry))) is { } known)
            {
                Merge(known, entry);
            }
            else
            {
                added.Add(OneLine(entry));
            }
        }

        if (added.Count == 0)
        {
            return;
        }

        if (present.Count == 0)
        {
            _edits.Add((list.End - 1, list.End - 1, string.Concat(added.Select((text, index) => $"{(index == 0 ? string.Empty : ",")}\n      {text}")) + "\n    "));
        }
        else
        {
            var indent = IndentOf(present[^1].Start);
            _edits.Add((present[^1].End, present[^1].End, string.Concat(added.Select(text => $",\n{indent}{text}"))));
        }
    }

    private void Merge(JsonSpan known, JsonObject entry)
    {
        foreach (var (name, value) in entry)
        {
            if (known.Member(name) is { } present)
            {
                if (!JsonNode.DeepEquals(Value(present), value))
                {
                    _edits.Add((present.Start, present.End, OneLine(value!)));
                }
            }
            else if (!IsDefault(name, value!))
            {
                AddMember(known, name, OneLine(value!));
            }
        }
    }

    // Right after the last value, so that a comma or a comment that follows it stays where it is.
    private void AddMember(JsonSpan parent, string name, string value)
    {
        var last = parent.Members!.Count > 0 ? parent.Members[^1].Value.End : parent.Start + 1;
        var isFirst = parent.Members.Count == 0 && !_edits.Exists(edit => edit.Start == last);
        _edits.Add((last, last, $"{(isFirst ? string.Empty : ",")} \"{name}\": {value}"));
    }

    private bool IsNamed(JsonSpan item, string name) =>
        item.Member("name") is { } given && Value(given)?.GetValueKind() == JsonValueKind.String
        && Value(given)!.GetValue<string>().Trim().Normalize().Equals(name, StringComparison.OrdinalIgnoreCase);

    private JsonNode? Value(JsonSpan span) => JsonNode.Parse(_file.AsSpan(span.Start..span.End), documentOptions: Lenient);

    private string IndentOf(int start)
    {
        var line = _file.AsSpan(0, start).LastIndexOf((byte)'\n') + 1;
        var before = _file.AsSpan(line..start);
        return before.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 ? Encoding.UTF8.GetString(before) : "      ";
    }

    // Stable, so that what is added at one place stays in its order.
    private byte[] Done()
    {
        var text = new List<byte>();
        var at = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(edit => edit.Start))
        {
            text.AddRange(_file.AsSpan(at..start));
            text.AddRange(Encoding.UTF8.GetBytes(replacement));
            at = end;
        }

        text.AddRange(_file.AsSpan(at..));
        return [.. text];
    }

    private static bool IsDefault(string name, JsonNode value) => name == "managed" && value.GetValueKind() == JsonValueKind.True;

    private static string NameOf(JsonObject entry) => entry["name"]!.GetValue<string>();

    private static string OneLine(JsonNode value) => Breaks().Replace(value.ToJsonString(TaxonomyImportCommand.Readable), " ");

    // No text of JSON holds a line's end as it is.
    [GeneratedRegex(@"\n\s*")]
    private static partial Regex Breaks();
}
