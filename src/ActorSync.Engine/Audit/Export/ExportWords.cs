using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit.Export;

/// <summary>The words of an exported log.</summary>
internal static class ExportWords
{
    /// <summary>The kind of a value, in one word.</summary>
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Skill => "skill",
        ValueKind.Certification => "certification",
        _ => throw new InvalidOperationException($"Unknown kind of value {kind}."),
    };
}
