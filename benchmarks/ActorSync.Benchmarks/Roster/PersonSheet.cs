using System.Collections.Immutable;
using System.Globalization;

namespace ActorSync.Benchmarks.Roster;

/// <summary>Writes people as the person sheet that <c>run --source</c> reads.</summary>
internal static class PersonSheet
{
    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(string file, ImmutableArray<GeneratedPerson> people, CancellationToken stop)
    {
        await using var writer = new StreamWriter(file);
        await writer.WriteLineAsync("Employee ID,Email,Status,Skills,Certifications");
        foreach (var person in people)
        {
            var skills = person.Skills.Select(skill => string.Create(CultureInfo.InvariantCulture, $"{skill.Key}:{skill.Value}"));
            var row = $"{person.EmployeeId},{person.Email},Active,{string.Join(';', skills)},{string.Join(';', person.Certifications.Select(Cell))}";
            await writer.WriteLineAsync(row.AsMemory(), stop);
        }
    }

    private static string Cell(GeneratedCertification certification) =>
        $"{certification.Name}|{(certification.IssuedOn is { } issued ? Text(issued) : string.Empty)}|{Text(certification.ExpiresOn)}"
        + (certification.Renews ? "|renew" : string.Empty);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
