using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorSync.Engine.Audit.Export;

/// <summary>JSON without spaces, as records are sealed.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class CompactJson : JsonSerializerContext;
