using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Core.Dialects;

/// <summary>Reads the envelope that both APIs put around a page of rows.</summary>
internal static class PageReading
{
    /// <summary>Reads one page; a missing count is refused, because a listing that ended early would pass for a whole one.</summary>
    public static Page<T> Read<T>(ReadOnlyMemory<byte> body, string what, JsonRow<T> row) =>
        JsonReading.Parse(body, what, (ref Utf8JsonReader json) => Here(ref json, row));

    private static Page<T> Here<T>(ref Utf8JsonReader json, JsonRow<T> row)
    {
        json.ExpectObject();
        ImmutableArray<T>? items = null;
        int? number = null, size = null, total = null, count = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("entities"u8))
            {
                items = json.ReadArray(row);
            }
            else if (json.ValueTextEquals("pageNumber"u8))
            {
                number = json.ReadInteger();
            }
            else if (json.ValueTextEquals("pageSize"u8))
            {
                size = json.ReadInteger();
            }
            else if (json.ValueTextEquals("total"u8))
            {
                total = json.ReadInteger();
            }
            else if (json.ValueTextEquals("pageCount"u8))
            {
                count = json.ReadInteger();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new Page<T>(
            items ?? throw Lacks("entities"),
            number ?? throw Lacks("pageNumber"),
            size ?? throw Lacks("pageSize"),
            total ?? throw Lacks("total"),
            count ?? throw Lacks("pageCount"));
    }

    private static DialectException Lacks(string property) => new($"The page lacks '{property}'.");
}
