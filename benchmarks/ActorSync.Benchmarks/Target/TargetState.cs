using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>Everything that the target holds, as it says itself.</summary>
/// <param name="Skills">How many skills it knows.</param>
/// <param name="Certifications">How many certifications it knows.</param>
/// <param name="Users">The users by employee id.</param>
internal sealed record TargetState(int Skills, int Certifications, ImmutableDictionary<string, TargetUser> Users)
{
    /// <summary>Reads <c>/sandbox/state</c>.</summary>
    public static TargetState Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new TargetState(
            root.GetProperty("skills").GetArrayLength(),
            root.GetProperty("certifications").GetArrayLength(),
            root.GetProperty("users").EnumerateArray().Select(TargetUser.Read).ToImmutableDictionary(user => user.EmployeeId, StringComparer.Ordinal));
    }
}
