using System.Text.Json;

namespace ActorSync.Benchmarks.Taxonomy;

/// <summary>One managed certification of a configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gate">The gating skill, or null.</param>
/// <param name="GateLevel">The level at which the gating skill is given.</param>
internal sealed record ConfiguredCertification(string Name, string? Gate, decimal GateLevel)
{
    /// <summary>Reads one entry of <c>Taxonomy:Certifications</c>.</summary>
    public static ConfiguredCertification Read(JsonElement declared)
    {
        var gate = declared.TryGetProperty("gatingSkill", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        return new ConfiguredCertification(
            declared.GetProperty("name").GetString()!,
            gate?.GetProperty("name").GetString(),
            gate?.GetProperty("level").GetDecimal() ?? 0);
    }
}
