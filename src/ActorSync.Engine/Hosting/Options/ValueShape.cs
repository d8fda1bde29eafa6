using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>What the values of a key look like; the JSON Schema says the same.</summary>
/// <param name="JsonType">JSON's name of the type: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>array</c>.</param>
/// <param name="Allowed">The allowed values, for a message.</param>
public sealed record ValueShape(string JsonType, string Allowed)
{
    /// <summary>The words of a closed choice, else empty.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The least number, or null.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number, or null.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether JSON's null stands for a meaning of its own: derived, detected or none.</summary>
    public bool IsOptional { get; init; }
}
