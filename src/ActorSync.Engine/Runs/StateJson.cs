using System.Text.Json;
using System.Text.Json.Serialization;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Backup;

namespace ActorSync.Engine.Runs;

/// <summary>How the small files of the state directory are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(StateDirectory.Layout))]
[JsonSerializable(typeof(StateDirectory.Restored))]
[JsonSerializable(typeof(OwnerNote))]
[JsonSerializable(typeof(AuditAnchor))]
[JsonSerializable(typeof(RunSpool.Contents))]
[JsonSerializable(typeof(ReadersPauses.Kept))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(RestoreNote))]
internal sealed partial class StateJson : JsonSerializerContext;
