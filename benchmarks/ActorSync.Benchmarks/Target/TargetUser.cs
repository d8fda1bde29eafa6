using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>One user as the target holds it.</summary>
/// <param name="EmployeeId">The id by which a file's person finds the user.</param>
/// <param name="Skills">Level by name, whoever gave it.</param>
/// <param name="Certifications">The certifications held; undated on a target that keeps names alone.</param>
internal sealed record TargetUser(
    string EmployeeId, ImmutableSortedDictionary<string, decimal> Skills, ImmutableSortedDictionary<string, TargetCertification> Certifications)
{
    /// <summary>Reads one user of <c>/sandbox/state</c>.</summary>
    public static TargetUser Read(JsonElement user) => new(
        user.GetProperty("employeeId").GetString()!,
        user.GetProperty("skills").EnumerateObject().ToImmutableSortedDictionary(skill => skill.Name, skill => skill.Value.GetDecimal(), StringComparer.Ordinal),
        ReadCertifications(user.GetProperty("certifications")));

    private static ImmutableSortedDictionary<string, TargetCertification> ReadCertifications(JsonElement certifications) =>
        certifications.ValueKind == JsonValueKind.Array
            ? certifications.EnumerateArray().ToImmutableSortedDictionary(name => name.GetString()!, _ => TargetCertification.Undated, StringComparer.Ordinal)
            : certifications.EnumerateObject().ToImmutableSortedDictionary(
                each => each.Name,
                each => new TargetCertification(InstantOf(each.Value, "issuedOn"), InstantOf(each.Value, "expiresOn")),
                StringComparer.Ordinal);

    private static DateTimeOffset? InstantOf(JsonElement certification, string name) =>
        certification.GetProperty(name).GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
