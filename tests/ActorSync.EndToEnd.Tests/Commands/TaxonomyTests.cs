using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class TaxonomyTests : IDisposable
{
    private readonly Workspace _workspace = new("guide");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task What_is_declared_and_missing_is_planned_created_and_then_there()
    {
        await using var target = await SandboxServer.StartAsync(_workspace);
        const string More = """Taxonomy:Skills=[{"name":"Juggling_L1","parent":"Juggling"},{"name":"Juggling"},{"name":"Billing"}]""";
        string[] set = ["--set", More, "--set", "Taxonomy:Certifications=[]", "--output", "json"];

        var planned = (await target.RunAsync(_workspace, ["taxonomy", "plan", .. set])).Expect(0);
        Assert.Equal(["Juggling", "Juggling_L1"], Names(planned, "create"));
        Assert.Equal(0, await target.CountAsync("writes"));

        var applied = (await target.RunAsync(_workspace, ["taxonomy", "apply", .. set])).Expect(0);
        Assert.Equal(["Juggling", "Juggling_L1"], Names(applied, "created"));

        var again = (await target.RunAsync(_workspace, ["taxonomy", "apply", .. set])).Expect(0);
        Assert.Empty(Names(again, "created"));
        Assert.Equal(2, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task An_import_writes_the_targets_names_into_the_configuration_and_keeps_the_rest()
    {
        File.WriteAllText(_workspace.ConfigurationFile, """
            {
              // Where we are.
              "Target": { "Dialect": "guide" },
              "Guard": { "MaxRemovals": 7 } // agreed in May
            }
            """);
        await using var target = await SandboxServer.StartAsync(_workspace);

        (await target.RunAsync(_workspace, "taxonomy", "import")).Expect(0);

        var text = await File.ReadAllTextAsync(_workspace.ConfigurationFile, TestContext.Current.CancellationToken);
        Assert.Contains("// Where we are.", text, StringComparison.Ordinal);
        Assert.Contains("// agreed in May", text, StringComparison.Ordinal);
        Assert.Contains("\"VIP Desk\"", text, StringComparison.Ordinal);
        Assert.Contains("\"validityInDays\": 730", text, StringComparison.Ordinal);

        var plan = (await target.RunAsync(_workspace, "taxonomy", "plan")).Expect(0);
        Assert.Contains("The target has everything that is declared.", plan.Out, StringComparison.Ordinal);

        (await target.RunAsync(_workspace, "taxonomy", "import")).Expect(0);
        Assert.Equal(text, await File.ReadAllTextAsync(_workspace.ConfigurationFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_import_keeps_the_comments_of_the_entries_that_are_declared()
    {
        File.WriteAllText(_workspace.ConfigurationFile, """
            {
              "Target": { "Dialect": "guide" },
              "Taxonomy": {
                // Agreed with the floor.
                "Skills": [
                  { "name": "sales" }, // spelled as in the export
                  { "name": "Billing", /* since May */ "defaultLevel": 2 }, // the largest team
                ],
                "Certifications": [] // to come
              }
            }
            """);
        await using var target = await SandboxServer.StartAsync(_workspace);

        (await target.RunAsync(_workspace, "taxonomy", "import")).Expect(0);

        var text = await File.ReadAllTextAsync(_workspace.ConfigurationFile, TestContext.Current.CancellationToken);
        Assert.All(
            ["// Agreed with the floor.", "{ \"name\": \"Sales\" }, // spelled as in the export", "/* since May */ \"defaultLevel\": 2 }", "// the largest team", "] // to come", "\"VIP Desk\"", "\"validityInDays\": 730"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));

        var plan = (await target.RunAsync(_workspace, "taxonomy", "plan")).Expect(0);
        Assert.Contains("The target has everything that is declared.", plan.Out, StringComparison.Ordinal);
        (await target.RunAsync(_workspace, "taxonomy", "import")).Expect(0);
        Assert.Equal(text, await File.ReadAllTextAsync(_workspace.ConfigurationFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_import_without_a_configuration_makes_one()
    {
        File.Delete(_workspace.ConfigurationFile);
        await using var target = await SandboxServer.StartAsync(_workspace);
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__Dialect"] = "guide" };

        (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "taxonomy", "import")).Expect(0);

        Assert.Contains("\"Billing\"", await File.ReadAllTextAsync(_workspace.ConfigurationFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(Ended ended, string list) =>
        ended.Json.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty("name").GetString());
}
