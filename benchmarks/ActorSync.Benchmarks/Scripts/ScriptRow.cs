using CsvHelper;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>A row of the file as a script reads it.</summary>
[CsvRecord]
internal sealed partial class ScriptRow
{
    /// <summary>The employee id.</summary>
    [CsvColumn("Employee ID")]
    public string EmployeeId { get; set; } = string.Empty;

    /// <summary>Skills with levels.</summary>
    [CsvColumn("Skills")]
    public string Skills { get; set; } = string.Empty;

    /// <summary>Certifications with dates.</summary>
    [CsvColumn("Certifications")]
    public string Certifications { get; set; } = string.Empty;

    /// <summary>The stated levels by skill.</summary>
    public Dictionary<string, int> LevelBySkill() => Skills
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(item => item.Split(':'))
        .ToDictionary(item => item[0], item => int.Parse(item[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The stated certifications: name, issue date or empty, expiry date.</summary>
    public List<string[]> StatedCertifications() => [.. Certifications.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split('|'))];
}
