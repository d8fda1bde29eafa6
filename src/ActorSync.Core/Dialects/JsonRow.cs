using System.Text.Json;

namespace ActorSync.Core.Dialects;

/// <summary>Reads one value, beginning and ending on its first and last token.</summary>
internal delegate T JsonRow<out T>(ref Utf8JsonReader json);
