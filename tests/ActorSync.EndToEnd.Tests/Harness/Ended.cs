using System.Text.Json;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record Ended(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one JSON object that it is; anything more is an error.</summary>
    public JsonElement Json => JsonElement.Parse(Out);

    /// <summary>Both streams, for what must stand in neither.</summary>
    public string Everything => Out + Error;

    /// <summary>A number of the JSON result, by a path such as <c>users.changed</c>.</summary>
    public long Number(string path) => At(path).GetInt64();

    /// <summary>A text of the JSON result, by a path.</summary>
    public string? Text(string path) => At(path).GetString();

    /// <summary>The rules of the findings, in order.</summary>
    public string[] Rules => [.. Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()!)];

    /// <summary>Checks the exit code, and shows both streams where it is another.</summary>
    public Ended Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}.\n{Out}\n{Error}");
        return this;
    }

    private JsonElement At(string path) => path.Split('.').Aggregate(Json, (element, name) => element.GetProperty(name));
}
