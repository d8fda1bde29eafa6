using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActorSync.Sandbox.Tests.Genesys;

public sealed class OfficialJavaScriptClientTests
{
    [Fact]
    public async Task Official_JavaScript_client_logs_in_lists_users_and_writes_skills_and_certifications()
    {
        await InstallAsync();
        await using var target = await Target.GenesysAsync();

        var seen = JsonElement.Parse(await RunAsync("node", "official-client.js", target.Host.BaseAddress.Port.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal(
            """[{"employeeId":"0001","version":1,"skills":[["Billing",3],["Spanish",5]],"certifications":["PCI_DSS"]},{"employeeId":"0002","version":1,"skills":[["Billing",1]],"certifications":[]}]""",
            seen.GetProperty("listed").GetRawText());
        Assert.Equal(2, seen.GetProperty("listedById").GetInt32());
        Assert.Equal("""[["Billing",4],["Spanish",5],["Billing_L2",2.5]]""", seen.GetProperty("bulk").GetRawText());
        Assert.Equal("""[["Billing",4],["Billing_L2",2.5]]""", seen.GetProperty("after").GetRawText());
        Assert.Equal(2, seen.GetProperty("version").GetInt32());
        Assert.Equal(409, seen.GetProperty("stale").GetProperty("status").GetInt32());
        Assert.Equal(400, seen.GetProperty("unknown").GetProperty("status").GetInt32());
        Assert.Equal("constraint.validation", seen.GetProperty("unknown").GetProperty("code").GetString());
        var ana = await target.UserAsync("0001");
        Assert.Equal("""{"Billing":4,"Billing_L2":2.5}""", ana.GetProperty("skills").GetRawText());
        Assert.Equal("""["PCI_DSS","Privacy"]""", ana.GetProperty("certifications").GetRawText());
        Assert.Equal(2, ana.GetProperty("version").GetInt32());
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} failed: {await errors}");
        return await output;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "javascript");
}
