using System.Text.Json;

namespace ActorSync.Sandbox.State;

/// <summary>A queue, skill group, flow or appointment, kept as the JSON object that it is on the wire.</summary>
internal sealed record Document(string Id, string Name, JsonElement Content) : INamed;
