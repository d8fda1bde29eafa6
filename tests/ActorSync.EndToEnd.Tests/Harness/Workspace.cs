using System.Text;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>A temporary folder with a configuration of its own, deleted at the end.</summary>
public sealed class Workspace : IDisposable
{
    /// <summary>The skills and certifications that every workspace declares.</summary>
    public const string Taxonomy = """
        "Taxonomy": {
          "Skills": [
            { "name": "Billing" },
            { "name": "Sales", "defaultLevel": 2 },
            { "name": "Spanish" },
            { "name": "Certified_Cards" },
            { "name": "Claims", "managed": false }
          ],
          "Certifications": [
            { "name": "Card_Payments", "validityInDays": 365, "gatingSkill": { "name": "Certified_Cards", "level": 5 } },
            { "name": "Data_Protection", "validityInDays": 730 }
          ]
        }
        """;

    public Workspace(string dialect = "genesys")
    {
        Folder = Directory.CreateTempSubdirectory("actorsync-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "config"));
        Dialect = dialect;
        Configure(string.Empty);
    }

    /// <summary>The full path of the folder; programs run in it.</summary>
    public string Folder { get; }

    /// <summary>The dialect of the configuration.</summary>
    public string Dialect { get; }

    /// <summary>The full path of the configuration.</summary>
    public string ConfigurationFile => Path.Combine(Folder, "config", "actorsync.json");

    /// <summary>The full path of the state directory.</summary>
    public string StateDirectory => Path.Combine(Folder, "data");

    /// <summary>Rewrites the configuration with more members, each followed by a comma.</summary>
    public void Configure(string members) => File.WriteAllText(
        ConfigurationFile, $$"""{ "Target": { "Dialect": "{{Dialect}}" }, {{members}} {{Taxonomy}} }""");

    /// <summary>Writes a file of text in UTF-8 and gives its name.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return name;
    }

    /// <summary>Writes a person sheet: <c>employee_id,email,status,skills,certifications</c> and the rows.</summary>
    public string WritePeople(params string[] rows) =>
        Write("people.csv", "employee_id,email,status,skills,certifications\n" + string.Concat(rows.Select(row => row + "\n")));

    /// <summary>The full path of a file.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
