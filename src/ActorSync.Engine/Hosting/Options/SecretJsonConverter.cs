using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Writes a mask in place of a secret, and refuses to read one: a serialised secret would be one that leaked.</summary>
public sealed class SecretJsonConverter : JsonConverter<Secret>
{
    /// <inheritdoc/>
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is read from the environment or from a file, never from serialised options.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Secret.Mask);
    }
}
