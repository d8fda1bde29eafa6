using System.Text.Json;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>What an undoing gives back beside a value as JSON: an object with the owner and the profile's former names, as far as they are known.</summary>
internal static class RestoredPlaceJson
{
    private const string Property = "restores";
    private const string Owner = "owner";
    private const string Names = "profile";

    /// <summary>Writes the property; nothing where nothing is given back beside the value.</summary>
    public static void Write(Utf8JsonWriter writer, RestoredPlace? place)
    {
        if (place is null)
        {
            return;
        }

        writer.WriteStartObject(Property);
        writer.WriteString(Owner, place.Owner?.Value);
        if (place.Names is { } names)
        {
            writer.WriteStartArray(Names);
            foreach (var name in names.Values)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote into the operation.</summary>
    public static RestoredPlace? Read(JsonElement operation) => operation.TryGetProperty(Property, out var place)
        ? new(
            place.GetProperty(Owner).GetString() is { } owner ? new SourceName(owner) : null,
            place.TryGetProperty(Names, out var names) ? new ProfileNames([.. names.EnumerateArray().Select(name => name.GetString()!)]) : null)
        : null;
}
